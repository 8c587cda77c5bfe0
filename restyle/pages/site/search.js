"use strict";
/* Ranks the passages of all episodes for the words of a question, as `restyle find` does: BM25 over
   a passage and its neighbours, words that are like those asked for, and what stands before. */

const words = document.getElementById("words");
const results = document.getElementById("results");
const count = document.getElementById("count");
const MOST = 20, LOADED = 30, MOST_TERMS = 100, EXCERPT = 45, LEAD = 8;
const POOLED_LIKE = 0.5; // what words that are like those asked for count for who is ranked
const TOKEN = /\p{L}+(?:['’]\p{L}+)*[+#]{0,2}|\d+(?:[.,:]\d+)*/gu;
const SCRIPTS = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar"]
  .map((one) => `\\p{Script=${one}}`).join("");  // that put no blanks between words
const UNSPACED = new RegExp(`[${SCRIPTS}]`, "u");
const PIECE = new RegExp(`[${SCRIPTS}]{1,2}|[^\\s${SCRIPTS}]+`, "gu");

/* Files of the index are scripts, which a page may load from a disk, too. */
const waiting = new Map(), loaded = new Map();
window.restyleSearch = { take: (name, facts) => waiting.get(name)?.(facts) };
function load(name) {
  if (!loaded.has(name)) loaded.set(name, new Promise((done) => {
    waiting.set(name, done);
    const path = `search/${name.split("/").map(encodeURIComponent).join("/")}.js?of=${words.dataset.of}`;
    const script = Object.assign(document.createElement("script"), { src: path });
    script.onerror = () => done(null);
    document.head.append(script);
  }));
  return loaded.get(name);
}

const index = load("index").then((found) => {
  if (!found) { count.textContent = count.dataset.gone; return null; }
  const { first, step } = found.ranking;
  const lengths = Float64Array.from(found.lengths, (one) => (one.charCodeAt(0) - first + 0.5) * step);
  const starts = new Uint8Array(lengths.length + 1);
  for (const one of found.firsts) starts[one] = 1;
  const around = lengths.map((_, n) => neighbours(n, starts, lengths.length).reduce((sum, one) => sum + lengths[one], 0));
  const sets = { asking: new Set(found.asking), stopwords: new Set(found.stopwords) };
  return { ...found, ...sets, people: new Map(found.people), lengths, around, starts, size: lengths.length };
});

function neighbours(n, starts, size) {
  const found = [];
  if (n > 0 && !starts[n]) found.push(n - 1);
  if (n + 1 < size && !starts[n + 1]) found.push(n + 1);
  return found;
}

function place(word, files) {
  let found = 0;
  for (const letter of word) found = (found * 31 + letter.codePointAt(0)) % 65521;
  return found % files;
}

const shards = new Map();
async function shard(word, all) {
  const number = place(word, all.files);
  const found = await load(`words/${number}`);
  if (!found) all.damaged = true;
  if (!shards.has(number)) shards.set(number, {
    forms: new Map(found?.forms ?? []),
    terms: new Map((found?.terms ?? []).map(([term, ...facts]) => [term, facts])),
  });
  return shards.get(number);
}

/* The passages that a word stands in with how often, and the words like it with their likeness. */
async function facts(term, all) {
  const { counted, likeFrom } = all.ranking;
  const [postings, alike] = (await shard(term, all)).terms.get(term) ?? [[], []];
  let at = 0;
  const counts = postings.map((one) => [at += Math.floor(one / counted), one % counted]);
  const like = [];
  for (let n = 0; n < alike.length; n += 2) like.push([alike[n], (alike[n + 1] / 100 - likeFrom) / (1 - likeFrom)]);
  return { term, counts, like };
}

/* A word in the letters by which words are compared. */
function folded(word) {
  return word.replaceAll("’", "'").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
}

/* The stem of a word that was said in any form; of a rare one, by its ending. */
async function stemOf(word, all) {
  const tries = [word, word.replace(/ies$/, "y"), word.replace(/y$/, "i"), word.replace(/s$/, ""),
    word.replace(/(?:es|ed|ly)$/, ""), word.replace(/ing$/, ""), word.replace(/e$/, ""),
    ...["s", "es", "ed", "ing"].map((ending) => word + ending)];
  for (const one of new Set(tries)) {
    const term = (await shard(one, all)).forms.get(one) ?? one;
    if ((await shard(term, all)).terms.has(term)) return term;
  }
  return null;
}

/* What is asked for: each term once, with the word that it was asked by; and the episodes of whom it
   names, whose names are no words to be looked for unless nothing else is. */
async function asked(raw, all) {
  const question = raw.normalize("NFC");
  const found = new Map();
  const every = (question.match(TOKEN) ?? []).map((one) => folded(one).replace(/'s$/, ""));
  const letters = [...question].filter((one) => /[\p{L}\p{N}]/u.test(one));
  const pairs = letters.slice(1).map((letter, n) => letters[n] + letter);
  every.push(...pairs.filter((one) => UNSPACED.test(one)));
  const telling = every.filter((one) => !all.stopwords.has(one));
  const others = telling.filter((one) => !all.people.has(one));
  for (const word of (others.length ? others : telling).slice(0, MOST_TERMS)) {
    const plain = /^\d/.test(word) ? word.replaceAll(",", "").replace(/[.:]+$/, "") : word;
    const term = await stemOf(plain, all);
    if (term !== null && !found.has(term)) found.set(term, plain);
  }
  return { terms: found, theirs: new Set(telling.flatMap((one) => all.people.get(one) ?? [])) };
}

/* How much it counts that a word stands in a passage so often (BM25). */
function saturated(times, length, usual, { k1, b }) {
  return times / (times + k1 * (1 - b + b * length / usual));
}

function add(to, n, value) { to.set(n, (to.get(n) ?? 0) + value); }

function mean(of) { return of.reduce((sum, one) => sum + one, 0) / Math.max(1, of.length); }

/* Each word that is asked for with its passages, its weight by how rare it is, and the words like it. */
async function weighted(terms, all) {
  const every = await Promise.all([...terms].map(async ([term, word]) => {
    const one = await facts(term, all);
    const rare = Math.log(1 + (all.size - one.counts.length + 0.5) / (one.counts.length + 0.5));
    const others = await Promise.all(one.like.map(async ([other, much]) => [await facts(other, all), much]));
    return { ...one, others, weight: rare * (all.asking.has(word) ? all.ranking.asked : 1) };
  }));
  const total = every.reduce((sum, one) => sum + one.weight, 0) || 1;
  return every.map((one) => ({ ...one, weight: one.weight / total }));
}

/* How often the words stand in each passage and in its neighbours, and how like them its words are. */
async function signs(terms, all) {
  const own = new Map(), around = new Map(), like = new Map();
  const usual = mean(all.lengths), beside = mean(all.around);
  for (const { counts, others, weight } of await weighted(terms, all)) {
    const near = new Map(), likest = new Map();
    for (const [n, times] of counts) {
      add(own, n, weight * saturated(times, all.lengths[n], usual, all.ranking));
      likest.set(n, 1);
      for (const one of neighbours(n, all.starts, all.size)) add(near, one, times);
    }
    for (const [n, times] of near) add(around, n, weight * saturated(times, all.around[n], beside, all.ranking));
    for (const [other, much] of others) for (const [n] of other.counts) likest.set(n, Math.max(likest.get(n) ?? 0, much));
    for (const [n, much] of likest) add(like, n, weight * much);
  }
  return { own, around, like };
}

/* How well each passage answers, as a map from its number. */
async function scored({ terms, theirs }, all) {
  if (!terms.size) return new Map([...theirs].flatMap((one) => passagesOf(one, all)).map((n) => [n, all.ranking.there]));
  const { own, around, like } = await signs(terms, all);
  const w = all.ranking;
  const likely = [...like.keys()].map((n) => [n, (own.get(n) ?? 0) + POOLED_LIKE * like.get(n)]);
  const ranked = pooled(likely, theirs, all);
  const alone = (n) => (ranked.has(n) ? w.own * (own.get(n) ?? 0) + w.around * (around.get(n) ?? 0) + w.like * like.get(n) : 0);
  const found = new Map();
  for (const n of ranked) {
    const led = alone(n) + (all.starts[n] ? 0 : w.after * alone(n - 1)) + (all.starts[n + 1] ? 0 : w.before * alone(n + 1));
    const score = led + (theirs.has(episode(n, all)) ? w.there : 0);
    if (score >= w.least) found.set(n, score);
  }
  return found;
}

function passagesOf(number, all) {
  const first = all.firsts[number];
  return Array.from({ length: all.firsts[number + 1] - first }, (_, n) => first + n);
}

/* The likeliest: where an episode has several good passages, each of them counts more. */
function pooled(scores, theirs, all) {
  const { pool, ranked, ofEpisode, best } = all.ranking;
  const first = [...scores].sort((one, other) => other[1] - one[1]).slice(0, pool);
  const home = (n) => episode(n, all);
  const of = new Map();
  for (const [n, score] of first) of.set(home(n), [...(of.get(home(n)) ?? []), score]);
  const whole = new Map([...of].map(([one, few]) => [one, few.slice(0, best).reduce((sum, x) => sum + x, 0) / best]));
  const most = Math.max(0, ...whole.values());
  const likely = (n) => whole.get(home(n)) + (theirs.has(home(n)) ? most : 0);
  const ordered = first.map(([n, score]) => [n, score + ofEpisode * likely(n)]).sort((one, other) => other[1] - one[1]);
  return new Set(ordered.slice(0, ranked).map(([n]) => n));
}

function episode(n, all) {
  let low = 0, high = all.firsts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (all.firsts[middle] <= n) low = middle; else high = middle - 1;
  }
  return low;
}

async function best(question, all) {
  const wanted = await asked(question, all);
  const found = await scored(wanted, all);
  const numbers = [...found].sort((one, other) => other[1] - one[1]).map(([n]) => n);
  const hits = await Promise.all(numbers.slice(0, LOADED).map(async (n) => {
    const home = episode(n, all), name = all.episodes[home];
    const told = await load(`episodes/${name}`);
    if (!told) return null;
    const [where, lines] = told.passages[n - all.firsts[home]];
    return { name, title: told.title, where, lines };
  }));
  const said = hits.map((one) => one && JSON.stringify(one.lines.map(([, , text]) => text)));
  const fresh = hits.filter((one, n) => one && said.indexOf(said[n]) === n);
  return { terms: wanted.terms, hits: fresh.slice(0, MOST) };
}

function row({ name, title, where, lines }, pattern) {
  const hits = lines.map(([, , text]) => (text.match(pattern) ?? []).length);
  const [anchor, who, text] = lines[Math.max(0, hits.indexOf(Math.max(...hits)))];
  const item = document.createElement("li");
  const href = `episodes/${encodeURIComponent(name)}.html#${anchor}`;
  const place = Object.assign(document.createElement("span"), { className: "meta", textContent: [who, where].filter(Boolean).join(" · ") });
  item.append(Object.assign(document.createElement("a"), { href, textContent: title }), " ", place, excerpt(text, pattern));
  return item;
}

/* Some words round where most of those asked for stand, marked; all of it as plain text. */
function excerpt(text, pattern) {
  const pieces = [...text.matchAll(PIECE)];
  const found = [...text.matchAll(pattern)];
  const at = found.map((one) => pieces.findIndex((piece) => piece.index + piece[0].length > one.index));
  const within = (from) => at.filter((n) => n >= from && n < from + EXCERPT - LEAD).length;
  const first = at.reduce((most, n) => (within(n) > within(most) ? n : most), at[0] ?? 0);
  const begin = Math.max(0, Math.min(first - LEAD, pieces.length - EXCERPT));
  const end = pieces[begin + EXCERPT]?.index ?? text.length;
  const box = document.createElement("p");
  let last = pieces[begin]?.index ?? 0;
  box.append(begin > 0 ? "… " : "");
  for (const one of found.filter((hit) => hit.index >= last && hit.index < end)) {
    box.append(text.slice(last, one.index), Object.assign(document.createElement("mark"), { textContent: one[0] }));
    last = one.index + one[0].length;
  }
  box.append(text.slice(last, Math.max(last, end)), pieces[begin + EXCERPT] ? " …" : "");
  return box;
}

/* The words that were asked for, and those that begin as their stems do; 1,998 for 1998. */
function patternOf(terms) {
  const roots = [...terms].flat().map((one) => (/^\d+$/.test(one)
    ? [...one].join(",?") : one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  const within = roots.filter((one) => UNSPACED.test(one)), others = roots.filter((one) => !UNSPACED.test(one));
  if (others.length) within.push(`(?<![\\p{L}\\p{N}])(?:${others.join("|")})[\\p{L}\\p{N}]*`);
  return within.length ? new RegExp(within.join("|").replaceAll("ss", "(?:ss|ß)"), "giu") : /(?!)/g;
}

let turn = 0;
async function search() {
  const mine = ++turn;
  const all = await index;
  if (!all) return;
  const wanted = words.value.trim();
  const { terms, hits } = await best(wanted, all);
  if (mine !== turn) return;
  const pattern = patternOf(terms);
  results.replaceChildren(...hits.map((one) => row(one, pattern)));
  count.textContent = all.damaged ? count.dataset.gone
    : !wanted ? "" : hits.length ? String(hits.length) : count.dataset.none;
  const query = new URLSearchParams({ q: wanted });
  history.replaceState(null, "", wanted ? `?${query}` : location.pathname);
}

let pause;
words.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(search, 200); });
words.value = new URLSearchParams(location.search).get("q") || "";
if (words.value) search();
