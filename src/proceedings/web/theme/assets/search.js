/*
 * Vietnamese search, in a worker of its own.
 *
 * The theme sends {type: 0, data: {docs}} once, on a served site without texts: those are fetched when needed. It
 * sends {type: 2, data: query} for each query, and wants {type: 1} when ready and {type: 3, data: {items}}: for each
 * page found, the list of its entries, best first, their title and text as markup.
 *
 * Words are compared in two forms. The bare one has no marks and d for đ: "can bo" finds "cán bộ". The exact one keeps
 * them, the tone apart from the letters, so that "hòa" and "hoà" are one word. A word typed with marks must
 * stand exactly so; only where no page has them all are its marks forgotten.
 */
"use strict";

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
const TITLE_WEIGHT = 8;      // a word of a title counts as much as so many of the text
const PAGE_FACTOR = 1.5;     // a page beside a section of it
const BARE_QUALITY = 0.6;    // a word that has other marks than the typed one
const PREFIX_QUALITY = 0.25; // a word of which only the beginning is typed
const MOST_WORDS = 24;       // of a query
const LEAST_WORDS = 0.66;    // of a query that no page has whole
const LEAST_SHARE = 0.05;    // of the best page's score: what is below only has the words scattered about
const RULES_WEIGHT = 0.5;    // fifty rules speak of everything; readers look for papers and events
const EXCERPT = 240;         // letters of text shown around what was found
const SHOWN_OF_KIND = 5;     // pages of one kind before those of the next
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

let pages = [];
let fetching = null;

/* Words. */

const bareLetters = new Map();
const exactWords = new Map();

/** Return the letter or digit without marks in lower case, or as many blanks as the character is long. */
function bareLetter(char) {
  let bare = bareLetters.get(char);
  if (bare === undefined) {
    bare = char.normalize("NFD").charAt(0).toLowerCase();
    if (bare === "đ") bare = "d";
    if (bare.length !== char.length || !/[\p{L}\p{N}]/u.test(bare)) bare = " ".repeat(char.length);
    bareLetters.set(char, bare);
  }
  return bare;
}

/** Return an NFC text in bare letters; every letter keeps its place, everything between words is blank. */
const bareText = (text) => text.replace(/[^]/gu, bareLetter);

/** Return a word as [letters, tone]: equal for both ways of placing the tone mark. */
function exactWord(word) {
  let exact = exactWords.get(word);
  if (!exact) {
    const marked = word.toLowerCase().normalize("NFD");
    exact = [marked.replace(TONES, "").normalize("NFC"), (marked.match(TONES) || []).join("")];
    exactWords.set(word, exact);
  }
  return exact;
}

/** Return the words of a query; the last one is `open` while it is being typed. */
function parseQuery(query) {
  const text = query.normalize("NFC");
  const bare = bareText(text);
  const words = [];
  for (const { 0: found, index } of bare.matchAll(/[^ ]+/g)) {
    const typed = text.slice(index, index + found.length);
    const [letters, tone] = exactWord(typed);
    const marked = letters + tone !== found;
    words.push({ typed, bare: found, letters, tone, marked, open: index + found.length === text.length });
  }
  return words.slice(0, MOST_WORDS);
}

/* Finding. */

/** Return how well the word [start, end) of a text answers a query's word: 0 is not at all, 1 is letter by letter. */
function qualityOf(word, field, start, end, strict) {
  const whole = end - start === word.bare.length;
  const [letters, tone] = exactWord(field.text.slice(start, end));
  const same = whole
    ? letters === word.letters && tone === word.tone
    : letters.startsWith(word.letters) && (!word.tone || tone === word.tone);
  if (strict && word.marked && !same) return 0;
  return (same ? 1 : BARE_QUALITY) * (whole ? 1 : PREFIX_QUALITY);
}

/** Return what of a query stands in a field, in the order of the text: {word, start, end, quality, run}. */
function hitsIn(field, words, strict) {
  const hits = [];
  words.forEach((word, number) => {
    const wanted = ` ${word.bare}`;
    for (let at = field.bare.indexOf(wanted); at >= 0; at = field.bare.indexOf(wanted, at + 1)) {
      const start = at;  // the bare text begins with a blank that the text has not
      let end = start + word.bare.length;
      if (field.bare[end + 1] !== " ") {
        if (!word.open) continue;
        end = field.bare.indexOf(" ", end + 1) - 1;
      }
      const quality = qualityOf(word, field, start, end, strict);
      if (quality > 0) hits.push({ word: number, start, end, quality });
    }
  });
  hits.sort((a, b) => a.start - b.start || a.word - b.word);
  return withRuns(hits, field.bare);
}

/** Give each hit the number of the query's words that stand side by side, in order, up to it. */
function withRuns(hits, bare) {
  hits.forEach((hit, number) => {
    hit.run = 1;
    for (let before = number - 1; before >= 0 && number - before < 8; before--) {
      const previous = hits[before];
      const beside = previous.end <= hit.start && !bare.slice(previous.end + 1, hit.start + 1).trim();
      if (beside && previous.word === hit.word - 1) {
        hit.run = Math.max(hit.run, previous.run + 1);
      }
    }
  });
  return hits;
}

/** Return a field's part of the score, from 0 to about 4: words found, how well, side by side, how often. */
function scoreOf(hits, words) {
  if (!hits.length) return 0;
  const best = new Array(words.length).fill(0);
  for (const hit of hits) best[hit.word] = Math.max(best[hit.word], hit.quality);
  const quality = best.reduce((sum, one) => sum + one, 0) / words.length;
  const found = best.filter(Boolean).length / words.length;
  const run = Math.max(...hits.map((hit) => hit.run));
  const together = (run / words.length) * Math.max(...hits.map((hit) => (hit.run === run ? hit.quality : 0)));
  return quality * found * (0.5 + 2 * together) * (1 + 0.1 * Math.log2(hits.length / words.length + 1));
}

/** Return a page as {items, found, score}, or null where none of the words stands in it. */
function searchPage(page, words, strict) {
  const found = new Set();
  const items = [];
  for (const entry of page.entries) {
    const title = hitsIn(entry.title, words, strict);
    const text = hitsIn(entry.text, words, strict);
    if (!title.length && !text.length) continue;
    for (const hit of [...title, ...text]) found.add(hit.word);
    // A title that is nothing but the words outranks a long one that has them too.
    const share = Math.min(1, new Set(title.map((hit) => hit.start)).size / entry.title.words);
    const score = TITLE_WEIGHT * scoreOf(title, words) * (0.5 + 0.5 * share) + scoreOf(text, words);
    items.push({ entry, title, text, score: score * (entry === page.entries[0] ? PAGE_FACTOR : 1) });
  }
  if (!items.length) return null;
  items.sort((a, b) => b.score - a.score);
  const weight = page.path.startsWith("quy-tac/") ? RULES_WEIGHT : 1;
  return { page, items, found, score: items[0].score * (found.size / words.length) ** 2 * weight };
}

/** Return the pages that have every word; else, marks forgotten; else those that have the most words. */
function searchPages(words) {
  for (const strict of [true, false]) {
    const some = pages.map((page) => searchPage(page, words, strict)).filter(Boolean);
    const most = Math.max(0, ...some.map((page) => page.found.size));
    const enough = strict ? words.length : words.length * LEAST_WORDS;
    const full = some.filter((page) => page.found.size === most);
    // Words that stand together nowhere are more likely mistyped; two may well stand apart.
    const sensible = words.length === 1 || full.some((page) => longestRun(page) > 1) || (!strict && words.length === 2);
    if (most >= enough && full.length && sensible) return best(full);
  }
  return [];
}

/** Return how many words of the query stand side by side on a page. */
function longestRun({ items }) {
  return Math.max(...items.flatMap((item) => [...item.title, ...item.text]).map((hit) => hit.run));
}

function best(found) {
  found.sort((a, b) => b.score - a.score);
  return found.filter((page) => page.score >= LEAST_SHARE * found[0].score);
}

/** Return the pages that have a quoted query word by word, or all where none has. */
function quoted(found, words) {
  const literal = found.filter((page) => longestRun(page) === words.length);
  return literal.length ? literal : found;
}

/* Showing. */

const escape = (text) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/** Return a piece of a text as markup, words found side by side in one mark. */
function highlighted(field, hits, from, to) {
  let markup = "", place = from, last = null;
  const close = () => {
    if (last) markup += `<mark>${escape(field.text.slice(last.start, last.end))}</mark>`;
    if (last) place = last.end;
  };
  for (const { start, end } of hits) {
    if (start < from || end > to) continue;
    if (last && !field.bare.slice(last.end + 1, start + 1).trim()) {
      last = { start: last.start, end: Math.max(last.end, end) };
      continue;
    }
    close();
    markup += escape(field.text.slice(place, start));
    last = { start, end };
  }
  close();
  return markup + escape(field.text.slice(place, to));
}

/** Return the piece of a text around the best place, cut between words. */
function excerpt(field, hits) {
  const text = field.text;
  if (!text) return "";
  const best = hits.reduce((best, hit) => (!best || hit.run > best.run ? hit : best), null);
  let from = best ? Math.max(0, best.end - EXCERPT / 2) : 0;
  if (from) from = text.indexOf(" ", from) + 1 || from;
  if (best && from > best.start) from = best.start;
  let to = Math.min(text.length, from + EXCERPT);
  if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), best ? best.end : 0);
  return `<p>${from ? "… " : ""}${highlighted(field, hits, from, to)}${to < text.length ? " …" : ""}</p>`;
}

/** Return a page's entries as the theme shows them; the page itself is always among them. */
function shown({ page, items, found, score }, words, label) {
  const missing = Object.fromEntries(words.filter((_, word) => !found.has(word)).map(({ typed }) => [typed, false]));
  const all = items.some((item) => item.entry === page.entries[0])
    ? items : [...items, { entry: page.entries[0], title: [], text: [], score: 0 }];
  return all.map((item, number) => {
    const { location, title, text } = item.entry;
    const heading = highlighted(title, item.title, 0, title.text.length);
    return {
      location,
      title: item.entry === page.entries[0] ? label + heading : heading,
      text: excerpt(text, item.text),
      score: number ? item.score : Math.max(score, item.score),
      terms: number ? {} : Object.fromEntries(Object.entries(missing).map(([word, there]) => [escape(word), there])),
    };
  });
}

/** Return the pages kind by kind, the best kind first: some of each, then what is left. */
function grouped(found) {
  const kinds = new Map();
  for (const one of found) kinds.set(one.page.kind, [...(kinds.get(one.page.kind) || []), one]);
  const groups = [...kinds.values()];
  return [
    ...groups.flatMap((group) => group.slice(0, SHOWN_OF_KIND)),
    ...groups.flatMap((group) => group.slice(SHOWN_OF_KIND)),
  ].map((one) => ({ ...one, of: kinds.get(one.page.kind).length }));
}

function search(query) {
  const words = parseQuery(query);
  if (!words.length) return [];
  const found = searchPages(words);
  const wanted = /^\s*["“«].*["”»]\s*$/.test(query) ? quoted(found, words) : found;
  let kind = null;
  return grouped(wanted).map((one) => {
    const label = one.page.kind === kind ? "" : `<span class="ky-kind">${escape(one.page.kind)} (${one.of})</span> `;
    kind = one.page.kind;
    return shown(one, words, label);
  });
}

/* Setting up. */

function fieldOf(text) {
  const bare = ` ${bareText(text)} `;
  return { text, bare, words: Math.max(1, bare.split(/ +/).length - 2) };
}

function setUp(docs) {
  const byPath = new Map();
  for (const { location, title, text, kind } of docs) {
    const path = location.split("#")[0];
    if (!byPath.has(path)) byPath.set(path, { path, kind: kind || "", entries: [] });
    byPath.get(path).entries.push({ location, title: fieldOf(title), text: fieldOf(text) });
  }
  pages = [...byPath.values()];
}

/** Return the reply to a message of the theme. */
async function answer({ type, data }) {
  if (type === SETUP) {
    if (data.docs.length) setUp(data.docs);
    return { type: READY };
  }
  if (type === QUERY && data.trim() && !pages.length) await (fetching ??= fetchTexts().finally(() => (fetching = null)));
  return { type: RESULT, data: { items: type === QUERY ? search(data) : [] } };
}

/** Fetch the texts when the first word is typed: most readers come to read, not to search. */
async function fetchTexts() {
  const texts = await fetch(new URL("../search/texts.json", location.href));
  const { docs } = await texts.json();
  setUp(docs);
}

/* A browser starts no worker from a folder: there this file is loaded into the page and takes the worker's place. */
if (typeof WorkerGlobalScope !== "undefined") {
  addEventListener("message", async (event) => postMessage(await answer(event.data)));
} else if (typeof window !== "undefined") {
  window.Worker = class extends EventTarget {
    async postMessage(message) {
      this.dispatchEvent(new MessageEvent("message", { data: await answer(message) }));
    }
  };
}
