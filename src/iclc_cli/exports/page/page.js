"use strict";
// What the page does with a script: shows one part at a time by the address, searches, chooses, counts and cites. It is written into
// the page behind search.js, which gives `makeSearch`. Data becomes text of elements, never markup.

document.documentElement.classList.add("scripted");
document.addEventListener("DOMContentLoaded", () => {
  const MOST = 50; // so many hits are shown at once
  const PLACES = 3; // so many places of a hit
  const main = document.getElementById("main");
  const title = document.title;
  // Parts are known by their ids, which go: a browser scrolls to what has the id in its address, whatever else is shown.
  const parts = new Map([...main.children].map((one) => [one.id, one]));
  for (const one of main.children) one.removeAttribute("id");
  let shown = null;
  let searched = null;

  /** An element with attributes or listeners, and with what is in it: texts or elements. */
  const make = (name, attributes = {}, ...inner) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === "function") made.addEventListener(key, value);
      else if (value === true) made.setAttribute(key, "");
      else if (value !== false && value !== null) made.setAttribute(key, value);
    }
    made.append(...inner.filter((one) => one !== null));
    return made;
  };

  /** What the page's data block holds, unpacked once, when it is first asked for. */
  const unpacked = () => (unpacking ??= unpack());
  const unpack = async () => {
    const packed = atob(document.getElementById("data").textContent);
    const bytes = new Uint8Array(packed.length);
    for (let place = 0; place < packed.length; place++) bytes[place] = packed.charCodeAt(place);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  };
  let unpacking = null;

  // Addresses: #/kind/id, #/list?filter=value, #/search?q=words

  const here = () => {
    const [path, asked = ""] = location.hash.replace(/^#/, "").split("?");
    return { path: decode(path) || "/", asked: new URLSearchParams(asked) };
  };
  const decode = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  const go = (path, asked, replace) => {
    const told = asked.toString().replaceAll("%2F", "/");
    history[replace ? "replaceState" : "pushState"](null, "", `#${path}${told ? `?${told}` : ""}`);
    show();
  };

  const show = async () => {
    const { path, asked } = here();
    if (!path.startsWith("/")) return; // the link that skips to the content
    const part = path === "/search" ? results : parts.get(path) ?? (await elsewhere(path));
    if (part === null) return;
    const moved = part !== shown;
    if (moved) {
      shown?.classList.remove("shown");
      part.classList.add("shown");
      const first = shown === null;
      shown = part;
      for (const one of document.querySelectorAll("nav a")) {
        if (one.getAttribute("href") === `#${path}`) one.setAttribute("aria-current", "page");
        else one.removeAttribute("aria-current");
      }
      if (!first && document.activeElement !== box) {
        const head = part.querySelector("h2");
        head.tabIndex = -1;
        head.focus({ preventScroll: true });
        scrollTo(0, 0);
      }
    }
    if (part === results) await search(asked.get("q") ?? "");
    else if (part.dataset.list) await choose(part, asked);
    else if (part.localName === "article") offerCitation(part, path.slice(1));
    document.title = path === "/" ? title : `${part.querySelector("h2").textContent} – ${title}`;
  };

  /** Where an address leads at which nothing stands: to where its record went, or to a line that says so. */
  const elsewhere = async (path) => {
    const moved = new Map(Object.entries((await unpacked()).moved)).get(path.slice(1));
    if (moved !== undefined) {
      go(`/${moved}`, new URLSearchParams(), true);
      return null;
    }
    missing.querySelector("p").textContent = `This page has nothing at ${path}.`;
    return missing;
  };
  const missing = make("section", {}, make("h2", {}, "Not found"), make("p"), make("p", {}, make("a", { href: "#/" }, "To the beginning")));
  main.append(missing);

  // Search

  const box = make("input", { type: "search", name: "q", id: "q", autocomplete: "off", input: () => type() });
  const form = make("form", { role: "search", submit: (event) => event.preventDefault() }, make("label", { for: "q" }, "Search the report"), box);
  document.querySelector("nav").before(form);
  const told = make("p", { role: "status" });
  const hits = make("ol", { class: "hits" });
  const more = make("p");
  const results = make("section", {}, make("h2", {}, "Search"), told, hits, more);
  main.append(results);

  const type = () => go("/search", new URLSearchParams({ q: box.value }), shown === results);

  /** Makes the index, once, and asks it something that takes every way through it, so that the first query is as fast as others. */
  const searcher = (data) => {
    if (searched === null) {
      searched = makeSearch(data.search);
      searched("sustianable litercy");
    }
    return searched;
  };
  const search = async (query) => {
    const data = await unpacked();
    if (box.value !== query) box.value = query;
    const found = query.trim() ? searcher(data)(query) : { hits: [], error: "Type words, a “phrase in quotation marks”, a beginning*, or -what is not to be there." };
    told.textContent = found.error ?? outcome(found);
    const line = (hit) => hitLine(hit, data);
    hits.replaceChildren(...found.hits.slice(0, MOST).map(line));
    const rest = found.hits.slice(MOST);
    const button = () => make("button", { click: () => (hits.append(...rest.map(line)), more.replaceChildren()) }, `${rest.length} more`);
    more.replaceChildren(...(rest.length ? [button()] : []));
  };

  const listed = new Intl.ListFormat("en-GB"); // "a, b and c"

  /** What a search found, in a line, and how it read what nothing holds. */
  const outcome = (found) => {
    const number = `${found.hits.length} ${found.hits.length === 1 ? "result" : "results"}`;
    const parts = [found.hits.length ? `${number}.` : "Nothing found."];
    for (const [word, other] of found.readAs) parts.push(`“${word}” is read as “${other}”.`);
    const unknown = listed.format(found.unknown.map((word) => `“${word}”`));
    if (found.weak) parts.push(`The report has ${unknown ? `nothing on ${unknown}` : "little or nothing on it"}; these are nearest.`);
    else if (unknown) parts.push(`Not in the report: ${unknown}.`);
    if (found.partial && !found.weak) parts.push("Nothing holds all of the words; these hold most.");
    if (found.near?.length) parts.push(`Near: ${found.near.join(", ")}.`);
    return [...parts, ...found.notes].join(" ");
  };

  const hitLine = (hit, data) => {
    const places = hit.passages.slice(0, PLACES).map((one) => [make("a", { href: `#/passage/${one}` }, data.places[one]), " "]).flat();
    if (hit.passages.length > PLACES) places.push(`+${hit.passages.length - PLACES}`);
    return make(
      "li",
      {},
      make("a", { href: `#/${hit.kind}/${hit.id}` }, hit.label),
      make("span", { class: "kind" }, data.kinds[hit.kind]),
      make("p", {}, ...marked(hit.snippet, hit.matches), make("small", {}, ...places)),
    );
  };

  const marked = (text, spans) => {
    const parts = [];
    let at = 0;
    for (const [start, end] of spans) {
      parts.push(text.slice(at, start), make("mark", {}, text.slice(start, end)));
      at = end;
    }
    return [...parts, text.slice(at)];
  };

  // Lists: chosen and counted by what the address says

  const choose = async (part, asked) => {
    const list = (await unpacked()).lists[part.dataset.list];
    const rows = [...part.querySelectorAll("tbody > tr")];
    if (!part.querySelector("form")) part.querySelector("h2").after(filterForm(part, list), make("p", { role: "status" }), make("div", { class: "counted" }));
    const filters = part.querySelector("form");
    const wanted = [];
    for (const select of filters.elements) {
      select.value = asked.get(select.name) ?? "";
      if (select.value && select.name !== "by") wanted.push([list.names[select.name], select.value, select.name]);
    }
    const kept = rows.map((_, row) => wanted.every(([one, value]) => held(one, row).includes(value)));
    rows.forEach((row, number) => (row.hidden = !kept[number]));
    const number = kept.filter(Boolean).length;
    part.querySelector("[role=status]").textContent = number === rows.length ? `${number} ${list.noun}` : `${number} of ${rows.length} ${list.noun}`;
    part.querySelector("caption").hidden = true;
    const by = filters.elements.by.value;
    const command = ["iclc", list.noun, ...wanted.map(([, value, name]) => `--${name} ${value}`), "--count-by", by].join(" ");
    part.querySelector(".counted").replaceChildren(...(by ? [bars(list, by, kept, command)] : []));
  };
  const held = (one, row) => one.rows[row].map((place) => one.values[place]);

  const filterForm = (part, list) => {
    const change = () => {
      const asked = new URLSearchParams([...new FormData(part.querySelector("form"))].filter(([, value]) => value));
      go(`/${part.dataset.list}`, asked, false);
    };
    const option = (value, label) => make("option", { value }, label);
    const select = (name, label, options) => {
      const id = `${part.dataset.list}-${name}`;
      return make("div", {}, make("label", { for: id }, label), make("select", { name, id, change }, option("", "any"), ...options));
    };
    const chosen = list.chosen.map((name) => {
      const one = list.names[name];
      const counts = count(one, one.rows.map(() => true));
      const order = [...one.values.keys()].sort((a, b) => one.labels[a].localeCompare(one.labels[b], "en", { numeric: true }));
      return select(name, one.called, order.map((place) => option(one.values[place], `${one.labels[place]} (${counts.get(one.values[place])})`)));
    });
    const by = select("by", "Count by", Object.entries(list.names).map(([name, one]) => option(name, one.called)));
    by.querySelector("option").textContent = "nothing";
    return make("form", { submit: (event) => event.preventDefault() }, ...chosen, by);
  };

  /** How many of the kept rows have each value; a row with several counts for each, one with none for null. */
  const count = (one, kept) => {
    const counts = new Map();
    one.rows.forEach((row, number) => {
      if (!kept[number]) return;
      for (const value of row.length ? row.map((place) => one.values[place]) : [null]) counts.set(value, (counts.get(value) ?? 0) + 1);
    });
    return counts;
  };

  const bars = (list, by, kept, command) => {
    const one = list.names[by];
    const label = new Map(one.values.map((value, place) => [value, one.labels[place]]));
    const counts = [...count(one, kept)].sort(([a, most], [b, fewer]) => fewer - most || (String(a) < String(b) ? -1 : 1));
    const most = Math.max(...counts.map(([, number]) => number));
    const row = ([value, number]) => {
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      for (const [key, told] of [["width", `${(100 * number) / most}%`], ["height", 10], ["aria-hidden", "true"]]) svg.setAttribute(key, told);
      return make("tr", {}, make("th", { scope: "row" }, value === null ? "none" : label.get(value)), make("td", {}, String(number)), make("td", {}, svg));
    };
    const caption = make("caption", {}, `${list.noun} by ${one.called.toLowerCase()} `, make("code", {}, command));
    return make("table", { class: "bars" }, caption, make("tbody", {}, ...counts.map(row)));
  };

  // Citations

  const offerCitation = async (part, ref) => {
    if (part.querySelector(".cite")) return;
    const text = make("pre", { tabindex: 0 });
    const copied = make("span", { role: "status" });
    const buttons = make("p");
    const details = make("details", { class: "cite" }, make("summary", {}, "Cite"), buttons, text, make("p", {}, make("button", { click: () => copy() }, "Copy"), " ", copied));
    part.append(details);
    const data = await unpacked();
    const pick = (place) => {
      text.textContent = data.citations[ref][place];
      text.setAttribute("aria-label", data.styles[place]);
      copied.textContent = "";
      [...buttons.children].forEach((one, number) => one.setAttribute("aria-pressed", number === place));
    };
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        copied.textContent = "Copied.";
      } catch {
        getSelection().selectAllChildren(text);
        copied.textContent = "Selected: copy it with your keyboard.";
      }
    };
    buttons.append(...data.styles.map((style, place) => make("button", { click: () => pick(place) }, style)));
    pick(0);
  };

  document.querySelector(".map").addEventListener("click", (event) => {
    if (event.target.dataset.ref) location.hash = `#/${event.target.dataset.ref}`;
  });
  addEventListener("hashchange", show);
  show();
  // What takes longer waits until something is shown.
  (window.requestIdleCallback ?? setTimeout)(async () => searcher(await unpacked()));
});
