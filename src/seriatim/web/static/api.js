// The server's answers. The token stands in the address that was printed, behind the "#", and is kept for this address alone.
const KEY = "seriatim-token";

export function keepToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    localStorage.setItem(KEY, given);
    history.replaceState(null, "", "/#/");
  }
}

async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { ...options, headers: { "X-Seriatim-Token": localStorage.getItem(KEY) || "", ...options.headers } });
  } catch {
    throw new Error("The review page is no longer running. Start `seriatim review` again; what you decided is stored.");
  }
  const data = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(data.error), { status: answer.status });
  return data;
}

export const read = (path) => ask(path);
export const write = (path, body) => ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
