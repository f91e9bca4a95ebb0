/*
 * Keyboard and screen readers for what the theme makes for touch: the drawer and the search on a phone, the levels of
 * the navigation, tables that scroll sideways.
 */
"use strict";

(() => {
  const narrow = matchMedia("(max-width: 76.234375em)");
  const drawer = document.getElementById("__drawer");
  const sidebar = document.querySelector(".md-sidebar--primary");
  const opener = button("__drawer", "Mở danh mục trang");
  const searcher = button("__search", "Tìm kiếm");

  /** Put a button in the place of a label in the header and return it; styles go by its class and `for`. */
  function button(id, name) {
    const label = document.querySelector(`.md-header label.md-header__button[for='${id}']`);
    if (!label) return null;
    const made = document.createElement("button");
    made.type = "button";
    made.className = label.className;
    made.setAttribute("for", id);
    made.setAttribute("aria-label", name);
    made.append(...label.childNodes);
    made.addEventListener("click", () => document.getElementById(id).click());
    label.replaceWith(made);
    return made;
  }

  /** Keep the keyboard out of a closed drawer and in an open one. */
  function showDrawer() {
    sidebar.inert = narrow.matches && !drawer.checked;
    opener.setAttribute("aria-expanded", String(drawer.checked));
    if (narrow.matches && drawer.checked) setTimeout(() => shownLink()?.focus({ preventScroll: true }), 50);
  }

  /** Return the first link of the drawer's level that is shown; the other levels stand beside it, out of sight. */
  function shownLink() {
    const { left, right } = sidebar.getBoundingClientRect();
    return [...sidebar.querySelectorAll("a.md-nav__link")].find((link) => {
      const box = link.getBoundingClientRect();
      return box.width > 0 && box.left >= left && box.right <= right;
    });
  }

  if (drawer && sidebar && opener) {
    showDrawer();
    drawer.addEventListener("change", showDrawer);
    narrow.addEventListener("change", showDrawer);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !drawer.checked || !narrow.matches) return;
      drawer.click();
      opener.focus();
    });
  }
  /* The theme's search listens to keys alone: text that is pasted, dictated or proposed comes without any. */
  const query = document.querySelector(".md-search__input");
  query?.addEventListener("input", () => query.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true })));
  searcher?.addEventListener("click", () => document.querySelector(".md-search__input").focus());

  /* A level of the navigation takes its name from a label that may be a bare arrow. */
  for (const level of document.querySelectorAll(".md-nav[aria-labelledby]")) {
    const label = document.getElementById(level.getAttribute("aria-labelledby"));
    const title = level.querySelector(".md-nav__title")?.textContent.trim();
    if (!label || !title || label.textContent.trim()) continue;
    const name = document.createElement("span");
    name.className = "ky-spoken";
    name.textContent = title;
    label.append(name);
    label.tabIndex = 0;
  }

  /** Let the keyboard scroll whatever scrolls sideways; a wide table has a name and fades where it goes on. */
  function reachScrollers() {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset pre, .md-typeset pre > code")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      if (!box.matches(".md-typeset__scrollwrap")) continue;
      const wide = box.scrollWidth > box.clientWidth;
      fade(box);
      if (!wide || box.hasAttribute("role")) continue;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", `${box.querySelector("caption")?.textContent.trim() || "Bảng"} (cuộn ngang được)`);
      box.addEventListener("scroll", () => fade(box), { passive: true });
    }
  }

  /** Mark a table of which something lies to the right of what is seen. */
  function fade(box) {
    box.classList.toggle("ky-goes-on", box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
  }
  addEventListener("load", reachScrollers);
  addEventListener("resize", reachScrollers);
  document.addEventListener("toggle", reachScrollers, true);
})();
