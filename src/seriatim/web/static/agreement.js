// How far reviewers agree, kind by kind.
import { read } from "./api.js";
import { make } from "./dom.js";

export async function drawAgreement(view, where) {
  where.replaceChildren(make("strong", {}, "Agreement"));
  document.title = "Agreement - Seriatim";
  const { pairs } = await read("/api/agreement");
  view.replaceChildren(
    make(
      "div",
      { class: "page" },
      make("h1", {}, "Agreement of reviewers"),
      make("p", { class: "soft" }, "Of the facts that both decided: how many they decided the same way (accepted, rejected, or changed to the same statement). Kappa is Cohen's, with its 95 % interval; it has no value where chance alone would agree on everything."),
      pairs.length ? pairs.map(drawPair) : make("p", { class: "empty" }, "Fewer than two reviewers have decided anything yet."),
      make("p", {}, make("a", { href: "#/" }, "Back to the reports")),
    ),
  );
}

function drawPair({ first, second, rows }) {
  const heads = ["Kind", "Both decided", "Agreed", "Kappa (95 % CI)", "Settled", `Added by ${first} alone`, `Added by ${second} alone`];
  return [
    make("h2", {}, `${first} and ${second}`),
    make(
      "div",
      { class: "scroll" },
      make(
        "table",
        { class: "numbers" },
        make("thead", {}, make("tr", {}, heads.map((head) => make("th", { scope: "col" }, head)))),
        make("tbody", {}, rows.map((row) => drawRow(row))),
      ),
    ),
  ];
}

function drawRow(row) {
  const [byFirst, bySecond] = row.alone || [0, 0];
  const kappa = row.kappa === undefined ? "-" : `${row.kappa.toFixed(2)}${row.low === undefined ? "" : ` (${row.low.toFixed(2)} to ${row.high.toFixed(2)})`}`;
  const agreed = row.n ? `${row.agreed} (${Math.round((100 * row.agreed) / row.n)} %)` : "-";
  const cells = [row.n, agreed, kappa, row.settled || 0, byFirst, bySecond];
  return make("tr", { class: row.kind ? "" : "total" }, make("th", { scope: "row" }, row.title), cells.map((cell) => make("td", {}, String(cell))));
}
