"use strict";
/* Searches the index that pagefind made of the site, and shows what it finds as plain text. */

const words = document.getElementById("words");
const results = document.getElementById("results");
const count = document.getElementById("count");
const MOST = 30;

const index = import(new URL("search/pagefind.js", location.href)).then(
  (found) => found,
  () => { count.textContent = count.dataset.server; return null; });

/* Pagefind marks what it found by <mark> in escaped HTML; nothing else of it is taken. */
function excerpt(html) {
  const box = document.createElement("p");
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const node of parsed.body.childNodes) {
    const name = node.nodeName === "MARK" ? "mark" : "span";
    box.append(Object.assign(document.createElement(name), { textContent: node.textContent }));
  }
  return box;
}

/* The paragraph or turn in which the first of the words stands; places are counted in words. */
function address(found) {
  const first = Math.min(...found.locations);
  const before = found.anchors.filter((anchor) => anchor.location <= first);
  const home = before.reduce((last, one) => (last && last.location > one.location ? last : one), null);
  return home ? `${found.url}#${home.id}` : found.url;
}

function row(found) {
  const item = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href: address(found), textContent: found.meta.title });
  item.append(link, excerpt(found.excerpt));
  return item;
}

let asked = 0;
async function search() {
  const mine = ++asked;
  const pagefind = await index;
  if (!pagefind) return;
  const wanted = words.value.trim();
  const found = wanted ? (await pagefind.search(wanted)).results : [];
  const shown = await Promise.all(found.slice(0, MOST).map((one) => one.data()));
  if (mine !== asked) return;
  results.replaceChildren(...shown.map(row));
  count.textContent = !wanted ? "" : found.length ? String(found.length) : count.dataset.none;
  history.replaceState(null, "", wanted ? `?q=${encodeURIComponent(wanted)}` : location.pathname);
}

let pause;
words.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(search, 200); });
words.value = new URLSearchParams(location.search).get("q") || "";
if (words.value) search();
