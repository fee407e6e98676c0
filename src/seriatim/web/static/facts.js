// One fact in the list: a line, and below the current one what it rests on and what was decided.
import { make } from "./dom.js";

const STATUS = { present: "+", absent: "\u2212", uncertain: "?" };
const ACTIONS = { accept: ["\u2713", "Accepted"], edit: ["\u270e", "Edited"], recode: ["\u270e", "Re-coded"], reject: ["\u2715", "Rejected"], add: ["+", "Added"] };
const STALE = {
  changed: "You decided about an earlier reading. What you accepted or changed stands until you decide again: accept takes over how the words are read now, edit and save keeps yours.",
  gone: "A later reading gives nothing for these words any more. What you accepted or changed stands; reject it if it should go.",
  lost: "These words are not in the text any more, so the decision no longer counts. It is kept; undo takes it back.",
};
const AROUND = 110;

export const sayAction = (action) => ACTIONS[action][1];

export function drawRow(fact, isCurrent, onPick) {
  const { now, own } = fact;
  const [sign, words] = own ? (own.stale ? ["!", "Look again"] : ACTIONS[own.action]) : ["", "to decide"];
  const decided = own ? (own.stale ? "stale" : own.action) : "open";
  return make(
    "button",
    { type: "button", class: `row ${decided}`, "aria-current": isCurrent ? "true" : null, onclick: onPick },
    make("span", { class: `status ${now.status}`, title: now.status }, STATUS[now.status], make("span", { class: "hidden" }, ` ${now.status}: `)),
    make("span", { class: `what ${now.kind}` }, make("b", {}, now.label), now.details && make("span", { class: "details" }, ` ${now.details}`)),
    make("code", {}, now.code),
    make("span", { class: "badge", title: words }, fact.disputed && !own ? "\u2260" : sign, make("span", { class: "hidden" }, fact.disputed ? ` ${words}, reviewers disagree` : ` ${words}`)),
  );
}

export function drawCard(fact, { offsets, same, onComment, onTake, onSame, onText }) {
  const { machine, own } = fact;
  const isChanged = own && !own.stale && ["edit", "recode"].includes(own.action);
  const rests = [machine.cue && `“${machine.cue}” makes it ${machine.status}`, fact.section && `section: ${fact.section}`, machine.rule && !machine.rule.startsWith("reviewer:") && `by rule: ${machine.rule}`].filter(Boolean).join("; ");
  return make(
    "div",
    { class: "card" },
    quote(fact, offsets),
    rests && make("p", { class: "soft small" }, rests),
    own?.stale && make("p", { class: "warning" }, STALE[own.stale]),
    (isChanged || own?.stale === "changed") && make("p", { class: "small" }, own.stale ? "Is read now as: " : "Was read as: ", make("b", {}, sayFact(machine))),
    own && make("p", { class: "small" }, `${ACTIONS[own.action][1]} by ${own.reviewer}, ${new Date(own.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}`, own.reason && make("em", {}, ` “${own.reason}”`), " ", make("button", { type: "button", class: "link", onclick: onComment }, own.reason ? "change comment" : "comment"), " ", make("kbd", {}, "c")),
    fact.others?.length ? drawOthers(fact, onTake) : "",
    same > 1 && make("p", { class: "small" }, make("button", { type: "button", class: "link", onclick: onSame }, `accept all ${same} mentions of the same`), " ", make("kbd", {}, "Shift A")),
    make("p", { class: "small narrow" }, make("button", { type: "button", class: "link", onclick: onText }, "show in the text")),
  );
}

function quote(fact, offsets) {
  if (!fact.spans.length) return make("blockquote", {}, make("b", {}, fact.words));
  const [first] = fact.spans[0];
  const last = fact.spans.at(-1)[1];
  const from = Math.max(0, first - AROUND);
  const to = Math.min(offsets.length, last + AROUND);
  const parts = [];
  let at = from;
  for (const [start, end] of fact.spans) {
    parts.push(offsets.slice(at, start), make("b", {}, offsets.slice(start, end)));
    at = end;
  }
  const before = parts[0].replace(/^\S*\s/, "");
  const after = offsets.slice(at, to).replace(/\s\S*$/, "");
  return make("blockquote", {}, from ? "… " : "", from ? before : parts[0], parts.slice(1), to < offsets.length ? after : offsets.slice(at, to), to < offsets.length ? " …" : "");
}

function sayFact(said) {
  return [`${STATUS[said.status]} ${said.label}`, said.code, said.details].filter(Boolean).join(", ");
}

function drawOthers(fact, onTake) {
  return make(
    "ul",
    { class: "others" },
    fact.others.map((other, i) => {
      const said = other.action === "reject" ? "rejects it" : other.action === "accept" ? "accepts it" : `${ACTIONS[other.action][1].toLowerCase()}: ${sayFact(other.said)}`;
      return make("li", {}, make("b", {}, other.reviewer), ` ${said}`, other.reason && make("em", {}, ` “${other.reason}”`), " ", make("button", { type: "button", onclick: () => onTake(other.reviewer) }, `Take ${other.reviewer}'s `, i < 2 && make("kbd", {}, String(i + 1))));
    }),
  );
}
