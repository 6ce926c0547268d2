"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  root.classList.add("js");

  // Light and dark. A page from a file may not be allowed to remember.
  const theme = document.getElementById("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const remembered = (value) => {
    try {
      if (value) localStorage.setItem("theme", value);
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  if (["light", "dark"].includes(remembered())) root.dataset.theme = remembered();
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const now = root.dataset.theme || (dark.matches ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
    remembered(root.dataset.theme);
  });

  // What the number of an article stands for.
  const names = new Map(all("#sources ol > li").map((each) => [each.querySelector(".no").textContent, each.querySelector("div").innerText]));
  all("a.no").forEach((each) => (each.title = names.get(each.textContent) || ""));

  // From a statement to its words.
  const reveal = (element) => {
    for (let each = element; each; each = each.parentElement) {
      each.hidden = false;
      if (each.tagName === "DETAILS") each.open = true;
    }
  };
  const show = () => {
    all(".on").forEach((each) => each.classList.remove("on"));
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target) return;
    reveal(target);
    const words = /^#t(\d+)-(\d+)-(\d+)$/.exec(location.hash);
    if (!words) {
      if (target.matches(".it")) target.classList.add("on");
      target.scrollIntoView({ block: target.matches(".it") ? "center" : "start" });
      return;
    }
    const [article, start, end] = words.slice(1).map(Number);
    const marks = all(".m", document.getElementById("a" + article));
    const found = marks.filter((each) => +each.dataset.s >= start && +each.dataset.e <= end);
    const shown = found.length ? found : [target.parentElement];
    shown.forEach((each) => each.classList.add("on"));
    shown[0].scrollIntoView({ block: "center" });
    shown[0].focus({ preventScroll: true });
  };
  addEventListener("hashchange", show);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && link.hash && link.href === location.href) show();
  });

  // From words to the statements that rest on them.
  const panel = document.getElementById("panel");
  const list = panel.querySelector("ul");
  const place = (mark) => {
    const words = mark.getClientRects()[0];
    const box = panel.getBoundingClientRect();
    const left = Math.min(words.left, innerWidth - box.width - 16);
    const below = words.bottom + 8 + box.height < innerHeight;
    panel.style.left = Math.max(left, 16) + "px";
    panel.style.top = Math.max(below ? words.bottom + 8 : words.top - box.height - 8, 8) + "px";
  };
  const open = (mark) => {
    const article = mark.closest(".art").id.slice(1);
    list.replaceChildren(
      ...mark.dataset.i.split(" ").map((item) => {
        const card = document.getElementById("i" + article + "-" + item);
        const entry = document.createElement("li");
        const link = document.createElement("a");
        link.href = "#" + card.id;
        link.append(card.querySelector(".what").textContent);
        entry.append(card.querySelector(".meta").cloneNode(true), link);
        return entry;
      }),
    );
    panel.showPopover();
    if (innerWidth > 700) place(mark);
    else panel.removeAttribute("style");
    list.querySelector("a").focus();
  };
  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".m");
    if (mark && panel.showPopover) {
      event.preventDefault();
      open(mark);
    } else if (event.target.closest("#panel a, #panel button")) panel.hidePopover();
  });

  // Search and filters.
  const form = document.getElementById("filters");
  const hits = document.getElementById("hits");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const items = all(".it").map((element) => ({ element, text: plain(element.textContent), facets: element.dataset }));
  const articles = new Map(all(".art").map((element) => [element, plain(element.textContent)]));
  const own = document.querySelector(".stmt") ? ".stmt" : ".it";
  const opened = new Set();

  const marked = (words) => {
    if (!CSS.highlights) return;
    CSS.highlights.delete("found");
    if (!words.length) return;
    const ranges = [];
    const walker = document.createTreeWalker(document.getElementById("main"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const text = node.data.toLowerCase();
      if (text.length !== node.data.length || node.parentElement.closest("form, [hidden]")) continue;
      for (const word of words) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };

  const filter = () => {
    const given = [...new FormData(form)].filter(([, value]) => value.trim());
    const words = plain(form.elements.q.value).split(/\s+/).filter(Boolean);
    const facets = given.filter(([name]) => name !== "q");
    const active = given.length > 0;
    const fits = (data) => facets.every(([name, value]) => (data[name] || "").split(" ").includes(value));
    const holds = (text) => words.every((word) => text.includes(word));
    root.classList.toggle("filtering", active);
    items.forEach(({ element, text, facets: data }) => (element.hidden = !(fits(data) && holds(text))));
    all(".grp").forEach((group) => {
      const whole = articles.get(group);
      const text = whole !== undefined && fits(group.dataset) && holds(whole);
      group.hidden = active && !text && !group.querySelector(".it:not([hidden])");
    });
    all(".sec").forEach((section) => (section.hidden = active && !section.querySelector(".it:not([hidden]), .art:not([hidden])")));
    all("details.more").forEach((each) => {
      if (active && !each.open) opened.add(each), (each.open = true);
      else if (!active && opened.delete(each)) each.open = false;
    });
    const textOnly = [...articles.keys()].filter((each) => !each.hidden && !each.querySelector(".it:not([hidden])"));
    const count = all(own).filter((each) => !each.hidden).length + textOnly.length;
    hits.textContent = !active ? "" : count ? hits.dataset.hits.replace("{n}", count) : hits.dataset.none;
    form.querySelector("[type=reset]").hidden = !active;
    marked(form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean));
  };
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    form.elements.q.focus();
  });

  // On paper nothing can be opened.
  const closed = [];
  addEventListener("beforeprint", () => all("details:not(.aside, .refused, [open])").forEach((each) => closed.push(each) && (each.open = true)));
  addEventListener("afterprint", () => closed.splice(0).forEach((each) => (each.open = false)));

  if (form.elements.q.value || all("select", form).some((each) => each.value)) filter();
  show();
})();
