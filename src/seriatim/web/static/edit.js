// The form for a fact: what is said, of whom, by which term, with what value, when.
import { read } from "./api.js";
import { make } from "./dom.js";

const RESULTS = ["measurement", "imaging", "histology", "procedure", "phenotype"];
const TREATMENTS = ["medication", "intervention"];
const WITH_TERMS = ["phenotype", "disease", ...RESULTS, ...TREATMENTS];
const FIELDS = [
  // name, words, kinds (none for all), choices
  ["value", "Value", RESULTS],
  ["interpretation", "Interpretation", RESULTS, ["", "normal", "abnormal", "high", "low", "positive", "negative"]],
  ["dose", "Dose", TREATMENTS],
  ["route", "Route", TREATMENTS],
  ["frequency", "Frequency", TREATMENTS],
  ["duration", "Duration", TREATMENTS],
  ["response", "Response", [...TREATMENTS, "outcome"], ["", "complete", "partial", "none", "worse", "unclear"]],
  ["sex", "Sex", ["demographic"], ["", "female", "male"]],
  ["age", "Age", ["demographic"]],
  ["vital_status", "Vital status", ["demographic"], ["", "ALIVE", "DECEASED"]],
  ["onset", "Onset (age)", ["phenotype", "disease"]],
  ["time", "When", null],
];

export function openForm({ title, words, form, readForm, kinds, patients, reason, onSave }) {
  const dialog = document.getElementById("form");
  const inputs = {};
  const choice = (name, values) => (inputs[name] = make("select", { id: `f-${name}`, name }, values.map(([value, said]) => make("option", { value, selected: value === form[name] }, said))));
  const field = (name, said, control) => make("p", { class: "field", "data-field": name }, make("label", { for: control.id }, said), control);
  const line = (name) => (inputs[name] = make("input", { id: `f-${name}`, name, value: form[name] || "", autocomplete: "off" }));

  const whom = make("select", { id: "f-whom" }, people(patients).map(([value, said]) => make("option", { value, selected: value === `${form.subject}:${form.patient || ""}` }, said)));
  const fields = FIELDS.map(([name, said, , values]) => field(name, said, values ? choice(name, values.map((value) => [value, value || "not said"])) : line(name)));
  const kind = choice("kind", Object.entries(kinds));
  const status = choice("status", ["present", "absent", "uncertain"].map((value) => [value, value]));
  const label = line("label");
  const code = line("code");
  const terms = searchTerms(kind, (term) => {
    label.value = term.label;
    code.value = term.code || "";
  });
  const comment = make("textarea", { id: "f-reason", rows: "2", maxlength: "2000" }, reason || "");
  const problem = make("p", { class: "problem", role: "alert" });
  const showFields = () => {
    for (const [name, , only] of FIELDS) dialog.querySelector(`[data-field=${name}]`).hidden = only !== null && !only.includes(kind.value) && !inputs[name].value;
    dialog.querySelector("[data-field=term]").hidden = !WITH_TERMS.includes(kind.value);
  };
  kind.addEventListener("change", showFields);

  const save = async (event) => {
    event.preventDefault();
    const [subject, patient] = whom.value.split(":");
    const said = { ...Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()])), subject, patient };
    const wanted = Object.fromEntries(Object.entries(said).filter(([name, value]) => value !== (readForm[name] || "")));
    try {
      problem.textContent = "";
      await onSave(wanted, comment.value.trim());
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
    }
  };
  dialog.replaceChildren(
    make(
      "form",
      { method: "dialog", onsubmit: save },
      make("h2", { id: "form-title" }, title),
      make("blockquote", {}, words),
      make("div", { class: "grid" }, field("status", "Status", status), field("whom", "About", whom), field("kind", "Kind", kind)),
      make("p", { class: "field", "data-field": "term" }, make("label", { for: terms.input.id }, "Find a term"), terms.box),
      make("div", { class: "grid" }, field("label", "Label", label), field("code", "Code", code)),
      make("div", { class: "grid" }, fields),
      make("p", { class: "field" }, make("label", { for: comment.id }, "Comment"), comment),
      problem,
      make("p", { class: "buttons" }, make("button", { type: "submit", class: "primary" }, "Save"), make("button", { type: "button", onclick: () => dialog.close() }, "Cancel")),
    ),
  );
  dialog.showModal();
  showFields();
  (words && !form.code ? terms.input : status).focus();
}

function people(patients) {
  const own = patients.map((patient) => [`patient:${patient.id}`, `${patient.id}: ${patient.who}`]);
  return [...own, ["patient:", patients.length > 1 ? "all the patients" : "the patient, unnamed"], ["family:", "a relative"], ["literature:", "the literature"], ["other:", "others"]];
}

// A box that offers the terms of the kind's vocabulary as one types, worked by mouse or arrow keys.
function searchTerms(kind, onChoose) {
  const list = make("ul", { id: "terms", role: "listbox", "aria-label": "Terms" });
  const input = make("input", { id: "f-term", role: "combobox", "aria-expanded": "false", "aria-controls": "terms", "aria-autocomplete": "list", autocomplete: "off", placeholder: "type a name, or a code" });
  let found = [];
  let at = -1;
  let waiting;
  const mark = (to) => {
    at = to;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    if (at >= 0) input.setAttribute("aria-activedescendant", `term-${at}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const show = (terms) => {
    found = terms;
    list.replaceChildren(...terms.map((term, i) => make("li", { id: `term-${i}`, role: "option", onmousedown: (event) => (event.preventDefault(), choose(i)) }, make("b", {}, term.label), term.name !== term.label && make("span", { class: "soft" }, ` (${term.name})`), make("code", {}, term.code || "no code"))));
    input.setAttribute("aria-expanded", String(terms.length > 0));
    mark(terms.length ? 0 : -1);
  };
  const choose = (i) => {
    onChoose(found[i]);
    input.value = found[i].label;
    show([]);
  };
  const look = async () => {
    const asked = input.value.trim();
    try {
      const { terms } = asked ? await read(`/api/terms?${new URLSearchParams({ words: asked, kind: kind.value })}`) : { terms: [] };
      if (asked === input.value.trim()) show(terms);
    } catch {
      show([]);
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 120);
  });
  input.addEventListener("blur", () => show([]));
  input.addEventListener("keydown", (event) => {
    if (!found.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") mark((at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
    else if (event.key === "Enter" && at >= 0) choose(at);
    else if (event.key === "Escape") show([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { input, box: make("span", { class: "combobox" }, input, list) };
}
