
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const root = document.documentElement;
  const list = $("entries");
  const form = $("controls");
  const data = JSON.parse($("data").textContent);
  const fields = ["q", "class", "kind", "side", "person", "sort"];
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const together = Array.from(list.children);
  const AT_A_TIME = 100;
  const rows = Array.from(list.querySelectorAll(".entry"), (element, place) => ({
    element,
    place,
    number: Number(element.dataset.n),
    order: element.dataset.o,
    kind: element.dataset.k,
    answers: Number(element.dataset.a),
    latest: Number(element.dataset.t),
    verdicts: element.dataset.v ? element.dataset.v.split(" ") : [],
    author: Number(element.dataset.p),
    gone: element.classList.contains("gone"),
    text: null,
  }));
  // What is searched is read when somebody first searches: ten thousand rows cost a moment that reading does not need.
  const textOf = (row) =>
    (row.text ??= folded(`#${row.number} ${row.element.querySelector("h3").textContent} ${row.element.querySelector(".meta").textContent}`));

  const orders = {
    digest: (one, other) => one.place - other.place,
    number: (one, other) => one.number - other.number,
    answers: (one, other) => other.answers - one.answers || one.place - other.place,
    latest: (one, other) => other.latest - one.latest || one.place - other.place,
  };
  let sorted = "digest";

  const sort = (by) => {
    if (by === sorted || !orders[by]) return;
    sorted = by;
    // Out of the page while it is put in order, or the browser would look at all of it again for each row.
    const next = list.nextSibling;
    const parent = list.parentNode;
    list.remove();
    [...rows].sort(orders[by]).forEach((row, place) => together[Math.floor(place / AT_A_TIME)].append(row.element));
    parent.insertBefore(list, next);
  };

  const wanted = () => ({
    words: folded($("q").value).split(/\s+/).filter(Boolean),
    cls: $("class").value,
    kind: $("kind").value,
    side: $("side").value,
    person: $("person").value === "" ? null : Number($("person").value),
    gone: $("gone").checked,
  });

  const fits = (row, want) =>
    (want.gone || !row.gone) &&
    (want.cls === "" || row.order === want.cls) &&
    (want.kind === "" || row.kind === want.kind) &&
    (want.side === "" || row.verdicts.includes(want.side)) &&
    (want.person === null || row.author === want.person || (data.people[row.number] || []).includes(want.person)) &&
    want.words.every((word) => textOf(row).includes(word));

  // What is far from the screen is not laid out, a hundred entries at a time: it is as high as it is thought to be.
  const measure = () => {
    for (const part of together) {
      let shown = 0;
      for (const entry of part.children) shown += entry.hidden || (entry.classList.contains("gone") && !entry.classList.contains("shown")) ? 0 : 1;
      part.hidden = shown === 0;
      part.style.containIntrinsicSize = `auto ${9 * shown}rem`;
    }
  };

  const filter = () => {
    const want = wanted();
    let shown = 0;
    for (const row of rows) {
      const fitting = fits(row, want);
      row.element.hidden = !fitting;
      if (row.gone) row.element.classList.toggle("shown", fitting);
      shown += fitting ? 1 : 0;
    }
    measure();
    $("count").textContent = `@SHOWN@`;
  };

  // What is asked for stands in the address, so that it can be kept and shared.
  const remember = () => {
    const told = new URLSearchParams();
    for (const name of fields) if ($(name).value && $(name).value !== "digest") told.set(name, $(name).value);
    if ($("gone").checked) told.set("gone", "1");
    const asked = told.toString();
    try {
      history.replaceState(null, "", asked ? `#?${asked}` : location.pathname + location.search);
    } catch {
      // Some browsers let a page from disk keep nothing in its address: then it is not kept.
    }
  };

  const recall = () => {
    if (!location.hash.startsWith("#?")) return;
    const told = new URLSearchParams(location.hash.slice(2));
    for (const name of fields) if (told.has(name)) $(name).value = told.get(name);
    $("gone").checked = told.has("gone");
  };

  const apply = () => {
    sort($("sort").value || "digest");
    filter();
  };

  let waiting = 0;
  let printing = false;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { apply(); remember(); }, 60);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { apply(); remember(); }));

  const written = new Intl.DateTimeFormat(`${document.documentElement.lang}-u-nu-latn`, {
    dateStyle: document.documentElement.dir === "rtl" ? "long" : "medium", timeStyle: "short", timeZone: "UTC",
  });
  const line = ([seconds, person, what]) => {
    const item = document.createElement("li");
    const time = document.createElement("time");
    const at = new Date(seconds * 1000).toISOString();
    time.dateTime = at;
    time.textContent = `${written.format(seconds * 1000)} UTC`;
    const name = document.createElement("bdi");
    name.textContent = data.names[person] || "@SOMEONE@";
    const words = document.createElement("bdi");
    words.textContent = what;
    item.append(time, " ", name, "@COLON@", words);
    return item;
  };

  const history_of = (number) => {
    const told = document.createElement("ul");
    told.className = "history";
    told.append(...(data.history[number] || []).map(line));
    const all = document.createElement("div");
    const earlier = data.earlier[number];
    if (earlier) {
      const remark = document.createElement("p");
      remark.textContent = `@EARLIER@`;
      all.append(remark);
    }
    all.append(told);
    return all;
  };

  list.addEventListener("toggle", (event) => {
    const details = event.target;
    if (printing || !details.open || details.dataset.told || !details.parentElement.dataset.n) return;
    details.dataset.told = "1";
    details.append(history_of(details.parentElement.dataset.n));
  }, true);

  // An entry that a link leads to is shown, whatever the filters say.
  const lead = () => {
    const found = /^#e\d+$/.test(location.hash) ? $(location.hash.slice(1)) : null;
    if (!found || !list.contains(found)) return;
    found.hidden = false;
    found.classList.add("shown");
    found.parentElement.hidden = false;
    found.scrollIntoView();
  };
  window.addEventListener("hashchange", () => {
    if (location.hash.startsWith("#?")) { recall(); apply(); } else lead();
  });

  $("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  // What is folded is printed too; afterwards it is as it was.
  window.addEventListener("beforeprint", () => {
    printing = true;
    for (const details of document.querySelectorAll(".entry details:not([open]), .tree details:not([open])")) {
      details.open = true;
      details.dataset.printed = "1";
    }
  });
  window.addEventListener("afterprint", () => {
    for (const details of document.querySelectorAll("details[data-printed]")) {
      details.open = false;
      delete details.dataset.printed;
    }
    printing = false;
  });

  // On a narrow screen the controls would fill it, so they are folded until somebody wants them, or has used them.
  const wide = matchMedia("(min-width: 40rem)");
  const unfold = () => { if (wide.matches || location.hash.startsWith("#?")) $("finding").open = true; };
  wide.addEventListener("change", unfold);

  root.classList.add("js");
  $("finding").hidden = false;
  unfold();
  $("theme").hidden = false;
  recall();
  if (location.hash.startsWith("#?")) apply(); else measure();
  lead();
})();
