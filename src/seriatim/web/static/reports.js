// The list of reports, with how far the reviewer has come.
import { read } from "./api.js";
import { make, showProgress } from "./dom.js";

export async function drawReports(view, where, series) {
  const data = series || (await read("/api/series"));
  const total = sum(data.reports, "facts");
  const decided = sum(data.reports, "decided");
  document.title = `Review of ${data.series} - Seriatim`;
  where.replaceChildren(make("strong", {}, data.series), ...(data.adjudicates ? [] : [showProgress(decided, total)]));
  const search = make("input", { type: "search", id: "search", placeholder: "Search reports", "aria-label": "Search reports" });
  const show = make("select", { "aria-label": "Which reports" }, ...options(data.adjudicates));
  const body = make("tbody");
  const table = make(
    "table",
    { class: "reports" },
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Report"), make("th", { scope: "col" }, "Year"), make("th", { scope: "col" }, data.adjudicates ? "Disagreements" : "Decided"), make("th", { scope: "col" }, "To note"))),
    body,
  );
  const fill = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = data.reports.filter((report) => FILTERS[show.value](report) && words.every((word) => `${report.title} ${report.id} ${report.year}`.toLowerCase().includes(word)));
    const rows = wanted.slice(0, MOST).map((report) => drawRow(report, data.adjudicates));
    const more = wanted.length > MOST && make("tr", {}, make("td", { colspan: "4", class: "soft" }, `${wanted.length - MOST} more; search to find them`));
    body.replaceChildren(...(rows.length ? rows : [make("tr", {}, make("td", { colspan: "4", class: "soft" }, data.reports.length ? "None." : "The series holds no report yet."))]), ...(more ? [more] : []));
  };
  search.addEventListener("input", fill);
  show.addEventListener("change", fill);
  fill();
  const next = data.reports.find((report) => (data.adjudicates ? report.open : report.decided < report.facts || report.stale));
  view.replaceChildren(
    make(
      "div",
      { class: "page" },
      make("h1", {}, data.adjudicates ? "Settle disagreements" : "Reports to review"),
      make("p", { class: "soft" }, data.adjudicates ? "You see what every reviewer decided. What you decide settles a disagreement and counts before everything else." : "You review blind: what others decide is not shown to you, nor yours to them."),
      make("div", { class: "tools" }, next && make("a", { class: "button primary", href: `#/report/${next.document}` }, decided ? "Go on" : "Begin"), search, show, data.adjudicates && make("a", { class: "button", href: "#/agreement" }, "Agreement")),
      table,
    ),
  );
  return data;
}

const MOST = 500;
const FILTERS = {
  all: () => true,
  open: (report) => report.decided < report.facts || report.stale > 0,
  done: (report) => report.decided >= report.facts && !report.stale,
  disputed: (report) => report.open > 0,
};

function options(adjudicates) {
  const named = [["all", "All reports"], ["open", "Not finished"], ["done", "Finished"], ...(adjudicates ? [["disputed", "With disagreements"]] : [])];
  return named.map(([value, words]) => make("option", { value }, words));
}

function drawRow(report, adjudicates) {
  const notes = [report.stale && `${report.stale} to look at again`, report.added && `${report.added} added`].filter(Boolean).join(", ");
  const state = adjudicates ? say(report) : showProgress(report.decided, report.facts);
  return make(
    "tr",
    {},
    make("td", {}, make("a", { href: `#/report/${report.document}` }, report.title || report.id), report.title ? make("div", { class: "soft small" }, report.id) : ""),
    make("td", {}, String(report.year || "")),
    make("td", {}, state),
    make("td", { class: report.stale ? "warning" : "soft" }, notes),
  );
}

function say(report) {
  if (report.open === undefined) return make("span", { class: "soft" }, "not reviewed");
  if (!report.open && !report.settled) return make("span", { class: "soft" }, "none");
  return make("span", {}, report.open ? make("b", {}, `${report.open} open`) : "", report.open && report.settled ? ", " : "", report.settled ? `${report.settled} settled` : "");
}

const sum = (rows, name) => rows.reduce((total, row) => total + row[name], 0);
