"use strict";
/* What the page does beyond its links: shows what a paragraph rests on, plays the second that is
   clicked, searches the talk, and marks in the contents where the reader is. */

const byId = (id) => document.getElementById(id);
const made = (name, text, properties) =>
  Object.assign(document.createElement(name), text ? { textContent: text } : {}, properties);

/* What a paragraph rests on */

const AROUND = 140; // letters shown before and after what a paragraph rests on
const MOST = 8; // turns shown; the others are a link away

function stretches(link) {
  const turns = new Map();
  for (const one of link.dataset.said.split(" ")) {
    const [turn, start, end, seconds] = one.split(".").map(Number);
    if (!turns.has(turn)) turns.set(turn, { seconds, spans: [] });
    turns.get(turn).spans.push([start, end]);
  }
  return turns;
}

function quoted(text, spans) {
  const quote = made("blockquote");
  let place = Math.max(0, text.lastIndexOf(" ", spans[0][0] - AROUND) + 1);
  if (place > 0) quote.append("… ");
  for (const [start, end] of spans) {
    const gap = text.slice(place, start);
    quote.append(
      gap.length > 3 * AROUND && place >= spans[0][0]
        ? `${gap.slice(0, AROUND)} … ${gap.slice(-AROUND)}` : gap);
    quote.append(made("mark", text.slice(start, end)));
    place = end;
  }
  const stop = text.indexOf(" ", place + AROUND);
  quote.append(stop < 0 ? text.slice(place) : `${text.slice(place, stop)} …`);
  return quote;
}

function figure(number, { seconds, spans }) {
  const turn = byId(`t${number}`);
  const box = made("figure");
  const caption = box.appendChild(made("figcaption"));
  const who = turn.querySelector("b");
  if (who) caption.append(made("b", who.textContent), " ");
  const time = Number.isNaN(seconds) || seconds === undefined ? "" : clock(seconds);
  if (time && canPlay()) {
    const link = made("a", time, { className: "at", href: `#t${number}` });
    link.dataset.t = seconds;
    caption.append(link);
  } else caption.append(made("span", time, { className: "at" }));
  const words = turn.querySelector("span").textContent;
  const quote = quoted(words, spans);
  const home = byId("turns");
  if (home.lang) Object.assign(quote, { lang: home.lang, dir: home.dir });
  box.append(quote);
  return box;
}

function shown(link) {
  const panel = made("aside", "", { className: "said", id: `said-${link.parentElement.id}` });
  panel.setAttribute("aria-label", link.getAttribute("aria-label"));
  const turns = [...stretches(link)];
  for (const [number, one] of turns.slice(0, MOST)) panel.append(figure(number, one));
  const more = panel.appendChild(made("p"));
  const rest = turns.length - MOST;
  more.append(made("a", byId("talk").querySelector("h2").textContent, { href: link.hash }));
  if (rest > 0) more.append(` (+${rest})`);
  return panel;
}

function toggle(link) {
  const open = byId(`said-${link.parentElement.id}`);
  if (open) open.remove();
  else link.parentElement.after(shown(link));
  link.setAttribute("aria-expanded", String(!open));
}

for (const link of document.querySelectorAll(".source")) {
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
}

/* The recording */

const player = byId("player");
const canPlay = () => Boolean(player.dataset.kind);

function clock(seconds) {
  const two = (n) => String(Math.floor(n)).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(seconds % 60)}`;
  return hours ? `${hours}:${two((seconds / 60) % 60)}:${rest}` : `${Math.floor(seconds / 60)}:${rest}`;
}

function outside(seconds) {
  const { link, form } = player.dataset;
  const hms = `${Math.floor(seconds / 3600)}h${Math.floor(seconds / 60) % 60}m${seconds % 60}s`;
  return link + { seconds, marked: `${seconds}s`, clock: clock(seconds), hms }[form];
}

function media(kind, seconds) {
  let element = player.querySelector(kind);
  if (!element) {
    element = made(kind, "", { controls: true, src: player.dataset.address });
    element.setAttribute("aria-label", player.dataset.name);
    element.addEventListener("error", () => {
      const link = made("a", outside(seconds), { href: outside(seconds), rel: "noopener" });
      framed(link);
    });
    framed(element);
  }
  const start = () => { element.currentTime = seconds; element.play(); };
  if (element.readyState > 0) start();
  else element.addEventListener("loadedmetadata", start, { once: true });
}

function frame(seconds) {
  const address = new URL(player.dataset.address);
  address.searchParams.set("autoplay", "1");
  if (player.dataset.kind === "youtube") address.searchParams.set("start", seconds);
  else address.hash = `t=${seconds}s`;
  const element = made("iframe", "", {
    src: address.href, title: player.dataset.name, allow: "autoplay; fullscreen",
    referrerPolicy: "strict-origin-when-cross-origin",
  });
  framed(element);
}

function framed(element) {
  const close = made("button", player.dataset.close, { type: "button" });
  close.addEventListener("click", () => player.replaceChildren());
  player.replaceChildren(close, element);
}

function play(seconds) {
  const { kind } = player.dataset;
  if (kind === "audio" || kind === "video") media(kind, seconds);
  // A frame on a page from disk has no referrer, without which YouTube plays nothing.
  else if (kind === "link" || location.protocol === "file:") window.open(outside(seconds), "_blank", "noopener");
  else frame(seconds);
}

/* Clicks, keys and the address */

function pressed(event) {
  const link = event.target.closest("a");
  if (!link) return;
  if (link.matches(".source")) toggle(link);
  else if (link.dataset.t && canPlay()) play(Number(link.dataset.t));
  else return;
  event.preventDefault();
}

document.addEventListener("click", (event) => {
  if (!event.ctrlKey && !event.metaKey && !event.shiftKey) pressed(event);
});
document.addEventListener("keydown", (event) => {
  if (event.key === " " && event.target.matches(".source")) pressed(event);
  const panel = event.key === "Escape" && event.target.closest(".said");
  const link = panel
    ? document.querySelector(`#${CSS.escape(panel.id.slice("said-".length))} > .source`)
    : event.key === "Escape" && event.target.closest('.source[aria-expanded="true"]');
  if (link) { toggle(link); link.focus(); }
});

function unfolded() {
  const target = location.hash && document.querySelector(":target");
  const fold = target && target.closest("details:not(.contents)");
  if (fold) { fold.open = true; land(target); }
}

/* Turns are laid out as one nears them, so that a place moves while one goes there. */
function land(target, before = NaN, frames = 60) {
  target.scrollIntoView({ behavior: "instant" });
  const place = target.getBoundingClientRect().top;
  const steady = Math.abs(place - before) < 1;
  if (frames && !(steady && frames < 50)) requestAnimationFrame(() => land(target, place, frames - 1));
}
window.addEventListener("hashchange", unfolded);
window.addEventListener("load", () => setTimeout(unfolded));  // once the browser has gone there

/* Searching the talk */

const find = byId("find");
const hits = byId("hits");
const paints = typeof Highlight === "function" && CSS.highlights;

function ranges(turn, wanted, least) {
  const node = turn.querySelector("span").firstChild;
  const found = [];
  const text = node ? node.data.toLocaleLowerCase() : "";
  if (!node || text.length !== node.data.length) return found; // some letters grow when lowered
  for (let at = text.indexOf(wanted); at >= 0 && found.length < least; at = text.indexOf(wanted, at + wanted.length)) {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + wanted.length);
    found.push(range);
  }
  return found;
}

function search() {
  const wanted = find.value.trim().toLocaleLowerCase();
  const marks = [];
  let count = 0;
  for (const turn of document.querySelectorAll("#turns p")) {
    const has = !wanted || turn.textContent.toLocaleLowerCase().includes(wanted);
    turn.hidden = !has;
    if (wanted && has) { count += 1; if (paints) marks.push(...ranges(turn, wanted, 100)); }
  }
  if (paints) CSS.highlights.set("found", new Highlight(...marks));
  hits.textContent = wanted ? String(count) : "";
}

let pause;
find.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(search, 150); });

/* The contents follow the reader */

const contents = document.querySelector(".contents");
if (matchMedia("(max-width: 40rem)").matches) contents.open = false;

const entries = new Map([...contents.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
let current;
function follow() {
  let found;
  for (const [id, link] of entries) if (byId(id).getBoundingClientRect().top < innerHeight / 3) found = link;
  if (found === current) return;
  if (current) current.removeAttribute("aria-current");
  if (found) { found.setAttribute("aria-current", "true"); if (matchMedia("(min-width: 78rem)").matches) found.scrollIntoView({ block: "nearest", behavior: "instant" }); }
  current = found;
}
let waiting = false;
addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; follow(); });
}, { passive: true });
follow();
