// The report's text with a mark on every fact's words; where several facts lie on the same words, the mark names them all.
import { make } from "./dom.js";

export function renderText(report, offsets, onPick) {
  const container = make("div", { class: "report", lang: report.language });
  const marks = new Map(report.facts.map((fact) => [fact.key, []]));
  const headings = new Map(report.headings);
  let at = 0;
  const put = (until) => {
    for (const [start, end] of headings) {
      if (start >= at && end <= until) {
        container.append(offsets.slice(at, start), make("b", { class: "heading" }, offsets.slice(start, end)));
        at = end;
      }
    }
    container.append(offsets.slice(at, until));
    at = until;
  };
  for (const [start, end, facts] of segments(report.facts)) {
    put(start);
    const mark = make("mark", { "data-keys": facts.map((fact) => fact.key).join("\n"), onclick: () => onPick(facts) }, offsets.slice(start, end));
    for (const fact of facts) marks.get(fact.key).push(mark);
    container.append(mark);
    at = end;
  }
  put(offsets.length);
  return { container, marks };
}

function segments(facts) {
  const edges = new Map();
  const edge = (at) => edges.get(at) || edges.set(at, { open: [], close: [] }).get(at);
  for (const fact of facts) {
    for (const [start, end] of fact.spans) {
      edge(start).open.push(fact);
      edge(end).close.push(fact);
    }
  }
  const places = [...edges.keys()].sort((a, b) => a - b);
  const live = [];
  const found = [];
  places.forEach((place, i) => {
    for (const fact of edges.get(place).close) live.splice(live.indexOf(fact), 1);
    live.push(...edges.get(place).open);
    if (live.length && i + 1 < places.length) found.push([place, places[i + 1], [...new Set(live)]]);
  });
  return found;
}

export function paintMarks(marks, facts, only = marks) {
  const byKey = new Map(facts.map((fact) => [fact.key, fact]));
  for (const mark of new Set([...only.keys()].flatMap((key) => marks.get(key) || []))) {
    const held = mark.dataset.keys.split("\n").map((key) => byKey.get(key)).filter(Boolean);
    const shortest = held.reduce((a, b) => (length(b) < length(a) ? b : a), held[0]);
    if (!shortest) {
      mark.className = "";
      continue;
    }
    const states = [shortest.now.kind, shortest.now.status, shortest.now.subject === "patient" ? "" : "elsewhere"];
    if (held.every((fact) => fact.own && !fact.own.stale)) states.push(held.every((fact) => fact.own.action === "reject") ? "rejected" : "done");
    mark.className = states.filter(Boolean).join(" ");
    mark.title = held.map((fact) => `${fact.now.label} ${fact.now.code} ${fact.now.status}`.replace(/ {2,}/g, " ")).join("; ");
  }
}

const length = (fact) => fact.spans.reduce((sum, [start, end]) => sum + end - start, 0);

// The words selected in the text, as offsets, or null.
export function selectedWords(container, offsets) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!container.contains(range.startContainer) || !container.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(container);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  const words = range.toString();
  const lead = words.length - words.trimStart().length;
  if (!words.trim()) return null;
  return { start: offsets.toPoints(start + lead), end: offsets.toPoints(start + lead + words.trim().length), words: words.trim() };
}
