// What is decided about the current fact, sent to the server at once.
import { read, write } from "./api.js";
import { make, say } from "./dom.js";
import { openForm } from "./edit.js";
import { sayAction } from "./facts.js";

export class Decider {
  constructor(desk) {
    this.desk = desk;
    this.address = `/api/reports/${desk.report.document}/decisions`;
  }

  async send(decisions, said) {
    try {
      this.desk.merge(await write(this.address, { decisions }));
    } catch (error) {
      if (error.status === 409) this.desk.replace((await read(`/api/reports/${this.desk.report.document}`)).facts);
      throw error;
    }
    say(said);
  }

  mentions(fact) {
    return fact.group && fact.read ? this.desk.facts.filter((other) => other.group === fact.group && other.machine.status === fact.machine.status && other.read) : [fact];
  }

  ask(action, fact, more = {}) {
    return { action, key: fact.key, after: fact.own ? fact.own.id : "", ...more };
  }

  async decide(action, { every = false } = {}) {
    const fact = this.desk.current;
    if (!fact) return;
    const facts = every ? this.mentions(fact) : [fact];
    const many = facts.length > 1 ? ` (${facts.length} mentions)` : "";
    await this.send(facts.map((one) => this.ask(action, one)), `${sayAction(action)}: ${fact.now.label}${many}`);
    this.desk.next(false);
  }

  async take(reviewer) {
    const fact = this.desk.current;
    if (!fact || !reviewer) return;
    await this.send([this.ask("take", fact, { of: reviewer })], `Settled as ${reviewer} decided: ${fact.now.label}`);
    this.desk.next(false);
  }

  async undo() {
    const mine = this.desk.facts.filter((fact) => fact.own && fact.own.reviewer === this.desk.series.reviewer);
    const last = mine.reduce((a, b) => (!a || b.own.at > a.own.at ? b : a), null);
    if (!last) {
      say("There is nothing to take back in this report.");
      return;
    }
    await this.send([this.ask("undo", last)], `Taken back: ${last.now.label}`);
    this.desk.select(this.desk.fact(last.key) || this.desk.visible()[0], { focus: true });
  }

  edit() {
    const fact = this.desk.current;
    if (!fact) return;
    this.openForm(`Edit: ${fact.now.label}`, fact.words, fact.form, fact.read_form, fact.own?.reason, (wanted, reason) => this.send([this.ask("edit", fact, { wanted, reason })], `Edited: ${fact.now.label}`));
  }

  comment() {
    const fact = this.desk.current;
    if (!fact?.own || fact.own.stale) {
      say("Decide first; then comment on your decision.");
      return;
    }
    const box = make("textarea", { id: "f-reason", rows: "4", maxlength: "2000", "aria-label": "Comment" }, fact.own.reason);
    const dialog = document.getElementById("form");
    const wanted = Object.fromEntries(Object.entries(fact.form).filter(([name, value]) => value !== fact.read_form[name]));
    const action = fact.own.action === "reject" ? "reject" : Object.keys(wanted).length || fact.own.action === "add" ? "edit" : "accept";
    const save = (event) => {
      event.preventDefault();
      this.send([this.ask(action, fact, { wanted, reason: box.value.trim() })], "Comment stored").then(() => dialog.close(), (error) => say(error.message, true));
    };
    dialog.replaceChildren(make("form", { method: "dialog", onsubmit: save }, make("h2", { id: "form-title" }, `Comment: ${fact.now.label}`), box, make("p", { class: "buttons" }, make("button", { type: "submit", class: "primary" }, "Save"), make("button", { type: "button", onclick: () => dialog.close() }, "Cancel"))));
    dialog.showModal();
    box.focus();
  }

  add() {
    const chosen = this.desk.selected;
    if (!chosen) {
      say("Mark the words in the text first, then press m.");
      return;
    }
    const patient = this.desk.current?.now.patient || this.desk.report.patients[0]?.id || "";
    const form = { kind: "phenotype", label: chosen.words.replace(/\s+/g, " "), code: "", status: "present", subject: patient ? "patient" : "other", patient };
    this.openForm("Add what was missed", chosen.words, form, {}, "", async (wanted, reason) => {
      const before = new Set(this.desk.facts.map((fact) => fact.key));
      await this.send([{ action: "add", start: chosen.start, end: chosen.end, wanted, reason }], `Added: ${wanted.label}`);
      getSelection().removeAllRanges();
      this.desk.select(this.desk.facts.find((fact) => !before.has(fact.key)), { focus: true });
    });
  }

  openForm(title, words, form, readForm, reason, onSave) {
    openForm({ title, words, form, readForm, reason, onSave, kinds: this.desk.report.kinds, patients: this.desk.report.patients });
  }
}
