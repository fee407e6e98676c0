// Which view stands at which address, and the keys that work everywhere.
import { drawAgreement } from "./agreement.js";
import { keepToken, read } from "./api.js";
import { make } from "./dom.js";
import { openReport } from "./report.js";
import { drawReports } from "./reports.js";

const view = document.getElementById("view");
const where = document.getElementById("where");
const help = document.getElementById("help");
let current = null;
let visits = 0;

async function go() {
  const visit = ++visits;
  current?.leave();
  current = null;
  document.getElementById("form").close();
  const [, page, number] = location.hash.match(/^#\/(\w*)\/?(\d*)/) || [null, ""];
  try {
    const [series, report] = await Promise.all([read("/api/series"), page === "report" ? read(`/api/reports/${number}`) : null]);
    if (visit !== visits) return; // gone on to another page meanwhile
    document.getElementById("who").textContent = series.adjudicates ? `${series.reviewer}, settling` : series.reviewer;
    if (report) current = openReport(view, where, series, report);
    else if (page === "agreement") await drawAgreement(view, where);
    else await drawReports(view, where, series);
  } catch (error) {
    view.replaceChildren(make("p", { class: "empty", role: "alert" }, error.message));
  }
}

document.getElementById("help-button").addEventListener("click", () => help.showModal());
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.matches("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "?") help.showModal();
  else if (event.key === "/") (document.getElementById("search") || view).focus();
  else if (!current?.press(event)) return;
  event.preventDefault();
});
addEventListener("hashchange", () => {
  keepToken();
  go();
});
keepToken();
go();
