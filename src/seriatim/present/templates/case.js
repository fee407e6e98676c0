"use strict";
const facts = JSON.parse(document.getElementById("facts").textContent);
const detail = document.getElementById("detail");
const escapeHtml = (s) => String(s).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
function show(mark) {
  detail.innerHTML = mark.dataset.f.split(" ").map((id) => {
    const rows = Object.entries(facts[id] || {}).map(([k, v]) => `<dt>${escapeHtml(k)}</dt><dd>${escapeHtml(v)}</dd>`).join("");
    return `<dl>${rows}</dl>`;
  }).join("<hr>");
}
for (const mark of document.querySelectorAll("mark")) {
  mark.addEventListener("mouseenter", () => show(mark));
  mark.addEventListener("focus", () => show(mark));
}
for (const box of document.querySelectorAll("input[data-kind]")) {
  box.addEventListener("change", () => {
    const shown = new Set([...document.querySelectorAll("input[data-kind]:checked")].map((b) => b.dataset.kind));
    for (const mark of document.querySelectorAll("mark")) mark.classList.toggle("off", !mark.dataset.k.split(" ").some((k) => shown.has(k)));
  });
}
