// A report under review: the text on one side, its facts on the other, one of them current.
import { Decider } from "./deciding.js";
import { make, say, showProgress } from "./dom.js";
import { Offsets } from "./offsets.js";
import { drawCard, drawRow } from "./facts.js";
import { paintMarks, renderText, selectedWords } from "./text.js";

const SHOW = {
  all: ["All facts", () => true],
  open: ["To decide", (fact) => isOpen(fact)],
  changed: ["Edited or added", (fact) => ["edit", "recode", "add"].includes(fact.own?.action)],
  rejected: ["Rejected", (fact) => fact.own?.action === "reject"],
  stale: ["To look at again", (fact) => Boolean(fact.own?.stale)],
  disputed: ["Disagreements", (fact) => Boolean(fact.disputed)],
};
const OTHERS = [["family", "Relatives"], ["literature", "The literature"], ["other", "Others"]];

const place = (fact) => (fact.spans.length ? fact.spans[0][0] : Infinity);
const group = ({ now }) => `${now.kind} ${now.subject} ${now.patient}`;
const isOpen = (fact) => !fact.own || Boolean(fact.own.stale);

export function openReport(view, where, series, report) {
  const desk = new ReportDesk(view, where, series, report);
  desk.draw();
  return desk;
}

class ReportDesk {
  constructor(view, where, series, report) {
    Object.assign(this, { view, where, series, report });
    this.offsets = new Offsets(report.text);
    this.order = localStorage.getItem("seriatim-order") || "kind";
    this.settles = series.adjudicates;
    this.show = this.settles && report.facts.some((fact) => fact.disputed) ? "disputed" : "all";
    this.rows = new Map();
    this.decider = new Decider(this);
    this.working = Promise.resolve();
    this.listening = new AbortController();
  }

  leave() {
    this.listening.abort();
  }

  get facts() {
    return this.report.facts;
  }

  get current() {
    return this.fact(this.key);
  }

  fact(key) {
    if (this.indexed !== this.facts) {
      this.indexed = this.facts;
      this.byKey = new Map(this.facts.map((fact) => [fact.key, fact]));
    }
    return this.byKey.get(key);
  }

  // ---------------------------------------------------------------- drawing

  draw() {
    const { report } = this;
    document.title = `${report.title} - Seriatim review`;
    this.search = make("input", { type: "search", id: "search", placeholder: "Search facts", "aria-label": "Search facts", oninput: () => this.drawList() });
    this.kind = make("select", { "aria-label": "Kind of fact", onchange: () => this.filter() }, make("option", { value: "" }, "Every kind"), Object.entries(report.kinds).map(([value, words]) => make("option", { value }, words)));
    const shown = Object.entries(SHOW).filter(([name]) => this.settles || name !== "disputed");
    this.shows = make("select", { "aria-label": "Which facts", onchange: () => this.filter() }, shown.map(([value, [words]]) => make("option", { value, selected: value === this.show }, words)));
    this.list = make("div", { class: "list", tabindex: "-1" });
    this.now = make("p", { class: "now narrow" });
    this.addButton = make("button", { type: "button", onclick: () => this.decider.add(), disabled: true, title: "Add a fact for the words marked in the text" }, "Add ", make("kbd", {}, "m"));
    this.text = make("section", { class: "text", "aria-label": "Text", tabindex: "0" });
    this.panes = make("div", { class: "panes", "data-pane": "facts" }, this.text, make("section", { class: "facts", "aria-label": "Facts" }, make("div", { class: "tools" }, this.search, this.shows, this.kind), this.list, this.now, this.drawToolbar()));
    const tabs = make("div", { class: "tabs" }, ["facts", "text"].map((name) => make("button", { type: "button", "aria-pressed": String(name === "facts"), onclick: () => this.turn(name) }, name === "facts" ? "Facts" : "Text")));
    this.tabs = tabs;
    this.view.replaceChildren(tabs, this.panes);
    document.addEventListener("selectionchange", () => this.watchSelection(), { signal: this.listening.signal });
    this.drawText();
    this.drawHead();
    this.drawList();
    this.select(this.visible().find((fact) => this.isWanted(fact)) || this.visible()[0], { focus: true });
  }

  drawHead() {
    const { report } = this;
    const counted = this.facts.filter((fact) => fact.read);
    const open = this.facts.filter((fact) => fact.disputed && !fact.own).length;
    const progress = this.settles ? make("span", { class: "progress" }, `${open} to settle`) : showProgress(counted.filter((fact) => !isOpen(fact)).length, counted.length);
    this.where.replaceChildren(make("div", { class: "title" }, make("strong", {}, report.title), make("span", { class: "soft small" }, report.byline)), progress);
  }

  drawToolbar() {
    const act = (words, key, run, style = "") => make("button", { type: "button", class: style, onclick: () => this.queue(run) }, `${words} `, make("kbd", {}, key));
    return make(
      "div",
      { class: "toolbar", role: "toolbar", "aria-label": "Decide about the current fact" },
      act("Accept", "a", () => this.decider.decide("accept"), "accept"),
      act("Reject", "r", () => this.decider.decide("reject"), "reject"),
      act("Edit", "e", () => this.decider.edit()),
      act("Undo", "u", () => this.decider.undo()),
      act("Next", "n", () => this.next()),
      this.addButton,
    );
  }

  drawText() {
    const { container, marks } = renderText(this.report, this.offsets, (facts) => this.pick(facts));
    this.words = container;
    this.marks = marks;
    this.text.replaceChildren(container);
    paintMarks(marks, this.facts);
  }

  drawList() {
    const groups = this.order === "text" ? [["", this.inList()]] : this.grouped();
    this.rows.clear();
    const parts = groups.flatMap(([title, facts]) => [title && make("h3", {}, title), ...this.drawGroup(facts)]);
    this.list.replaceChildren(...(parts.length ? parts.filter(Boolean) : [make("p", { class: "empty" }, "No fact is shown. Choose “All facts” above.")]));
    this.drawRow(this.current);
  }

  drawGroup(facts) {
    const kinds = this.order === "text" ? [["", facts]] : Object.entries(this.report.kinds).map(([kind, title]) => [title, facts.filter((fact) => fact.now.kind === kind)]);
    return kinds.filter(([, held]) => held.length).flatMap(([title, held]) => [title && make("h4", {}, title), make("ul", {}, held.map((fact) => this.makeRow(fact)))]);
  }

  makeRow(fact) {
    const item = make("li");
    this.rows.set(fact.key, item);
    this.fillRow(item, fact);
    return item;
  }

  fillRow(item, fact) {
    const isCurrent = fact.key === this.key;
    item.className = isCurrent ? "current" : "";
    item.replaceChildren(drawRow(fact, isCurrent, () => this.select(fact, { scroll: true })), ...(isCurrent ? [this.drawCard(fact)] : []));
  }

  drawCard(fact) {
    const same = this.decider.mentions(fact).length;
    return drawCard(fact, {
      offsets: this.offsets,
      same,
      onComment: () => this.decider.comment(),
      onTake: (reviewer) => this.queue(() => this.decider.take(reviewer)),
      onSame: same > 1 ? () => this.queue(() => this.decider.decide("accept", { every: true })) : null,
      onText: () => this.turn("text"),
    });
  }

  drawRow(fact) {
    const item = fact && this.rows.get(fact.key);
    if (item) this.fillRow(item, fact);
    this.now.textContent = this.current ? `${this.current.now.status}: ${this.current.now.label}` : "";
  }

  grouped() {
    const facts = this.inList();
    const own = this.report.patients.map((patient) => [`${patient.id}: ${patient.who}${patient.label ? ` - ${patient.label}` : ""}`, facts.filter((fact) => fact.now.subject === "patient" && fact.now.patient === patient.id)]);
    const all = ["All the patients", facts.filter((fact) => fact.now.subject === "patient" && !this.report.patients.some((patient) => patient.id === fact.now.patient))];
    const others = OTHERS.map(([subject, title]) => [title, facts.filter((fact) => fact.now.subject === subject)]);
    return [...own, all, ...others].filter(([, held]) => held.length);
  }

  inList() {
    const words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const [, isShown] = SHOW[this.show];
    return this.facts.filter((fact) => {
      const said = `${fact.now.label} ${fact.now.code} ${fact.now.status} ${fact.words}`.toLowerCase();
      return (isShown(fact) || fact.key === this.key) && (!this.kind.value || fact.now.kind === this.kind.value) && words.every((word) => said.includes(word));
    });
  }

  filter() {
    this.show = this.shows.value;
    const before = this.current;
    this.key = null;
    this.drawList();
    this.select(this.rows.has(before?.key) ? before : this.visible()[0]);
  }

  visible() {
    return [...this.rows.keys()].map((key) => this.fact(key)).filter(Boolean);
  }

  turn(pane) {
    this.panes.dataset.pane = pane;
    [...this.tabs.children].forEach((tab) => tab.setAttribute("aria-pressed", String(tab.textContent.toLowerCase() === pane)));
    if (pane === "text") this.showInText();
  }

  // ---------------------------------------------------------------- moving

  select(fact, { focus = false, scroll = true } = {}) {
    if (!fact) return;
    const before = this.current;
    this.key = fact.key;
    if (before && before.key !== fact.key) this.drawRow(before);
    if (!this.rows.has(fact.key)) this.drawList();
    this.drawRow(fact);
    const row = this.rows.get(fact.key);
    row?.scrollIntoView({ block: "nearest" });
    if (focus || this.list.contains(document.activeElement)) row?.querySelector("button").focus({ preventScroll: true });
    if (scroll) this.showInText();
  }

  showInText() {
    for (const mark of this.text.querySelectorAll("mark[aria-current]")) mark.removeAttribute("aria-current");
    const marks = this.marks.get(this.key) || [];
    for (const mark of marks) mark.setAttribute("aria-current", "true");
    if (!marks.length) return;
    const inside = marks[0].getBoundingClientRect().top - this.text.getBoundingClientRect().top;
    this.text.scrollTop += inside - this.text.clientHeight / 3;
  }

  pick(facts) {
    if (!getSelection().isCollapsed) return;
    const at = facts.findIndex((fact) => fact.key === this.key);
    const key = facts[(at + 1) % facts.length].key;
    this.turn("facts");
    this.select(this.fact(key), { scroll: false });
    this.showInText();
  }

  move(step) {
    const shown = this.visible();
    const at = shown.findIndex((fact) => fact.key === this.key);
    const to = shown[Math.min(shown.length - 1, Math.max(0, at + step))];
    this.select(to, { focus: true });
  }

  isWanted(fact) {
    return this.settles ? fact.disputed && isOpen(fact) : isOpen(fact);
  }

  next(isTold = true) {
    const shown = this.visible();
    const at = shown.findIndex((fact) => fact.key === this.key);
    const to = [...shown.slice(at + 1), ...shown.slice(0, at)].find((fact) => this.isWanted(fact));
    if (to) this.select(to, { focus: true });
    else if (isTold && !this.facts.some((fact) => this.isWanted(fact))) say(this.settles ? "Nothing is left to settle here. ] goes on to the next report." : "Every fact of this report is decided. ] goes on to the next report.");
    else if (isTold) say("The facts shown are decided; others are hidden by the filter.");
    return Boolean(to);
  }

  turnReport(step) {
    const { reports } = this.series;
    const at = reports.findIndex((report) => report.document === this.report.document);
    const to = reports[at + step];
    if (to) location.hash = `#/report/${to.document}`;
    else say(step > 0 ? "This is the last report." : "This is the first report.");
  }

  // ---------------------------------------------------------------- after a decision

  merge({ facts, gone }) {
    const changed = new Map(facts.map((fact) => [fact.key, fact]));
    const kept = this.facts.filter((fact) => !gone.includes(fact.key)).map((fact) => changed.get(fact.key) || fact);
    const added = facts.filter((fact) => !this.fact(fact.key));
    const isOther = added.length > 0 || kept.length !== this.facts.length;
    const isMoved = facts.some((fact) => group(fact) !== group(this.fact(fact.key) || fact));
    this.report.facts = added.length ? [...kept, ...added].sort((a, b) => place(a) - place(b)) : kept;
    if (isOther) this.redraw();
    else {
      paintMarks(this.marks, this.facts, changed);
      this.drawHead();
      if (isMoved || this.show !== "all") this.drawList();
      else for (const key of changed.keys()) this.drawRow(this.fact(key));
    }
  }

  replace(facts) {
    this.report.facts = facts;
    this.redraw();
  }

  redraw() {
    const scrolled = this.text.scrollTop;
    this.drawText();
    this.text.scrollTop = scrolled;
    this.drawHead();
    this.drawList();
    for (const mark of this.marks.get(this.key) || []) mark.setAttribute("aria-current", "true");
  }

  watchSelection() {
    this.selected = selectedWords(this.words, this.offsets);
    this.addButton.disabled = !this.selected;
  }

  // ---------------------------------------------------------------- keys

  press(event) {
    const others = this.current?.others || [];
    const keys = {
      j: () => this.move(1), ArrowDown: () => this.move(1), k: () => this.move(-1), ArrowUp: () => this.move(-1),
      n: () => this.next(), a: () => this.decider.decide("accept"), A: () => this.decider.decide("accept", { every: true }),
      r: () => this.decider.decide("reject"), R: () => this.decider.decide("reject", { every: true }), e: () => this.decider.edit(), c: () => this.decider.comment(),
      u: () => this.decider.undo(), m: () => this.decider.add(), 1: () => this.decider.take(others[0]?.reviewer), 2: () => this.decider.take(others[1]?.reviewer),
      "]": () => this.turnReport(1), "[": () => this.turnReport(-1), o: () => this.turnOrder(),
    };
    if (event.key.startsWith("Arrow") && this.text.contains(event.target)) return false;
    const run = keys[event.key];
    if (run) this.queue(run);
    return Boolean(run);
  }

  // One thing after the other, however fast the keys: what is decided is always the fact that is current then.
  queue(run) {
    this.working = this.working.then(run).catch((error) => say(error.message, true));
  }

  turnOrder() {
    this.order = this.order === "kind" ? "text" : "kind";
    localStorage.setItem("seriatim-order", this.order);
    this.drawList();
    this.select(this.current, { focus: true });
    say(this.order === "text" ? "In the order of the text" : "By patient and kind");
  }
}
