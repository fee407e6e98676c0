// Elements from values. Text only ever becomes text: nothing a report says can become markup.
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
}

export function say(words, isError = false) {
  const said = document.getElementById("said");
  said.textContent = words;
  said.classList.toggle("error", isError);
  said.classList.add("shown");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => said.classList.remove("shown"), isError ? 8000 : 2500);
}

export function showProgress(decided, total) {
  const share = total ? Math.round((100 * decided) / total) : 100;
  const bar = make("progress", { max: total || 1, value: total ? decided : 1, "aria-label": `${decided} of ${total} facts decided` });
  return make("span", { class: "progress" }, bar, make("span", {}, `${decided} of ${total}`), make("span", { class: "soft" }, `${share} %`));
}
