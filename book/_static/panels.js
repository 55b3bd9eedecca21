/* Opens evidence and citations over the page, as popovers. Without this script the same links work: a panel
   is then shown because it is the page's target. */
"use strict";

(() => {
  const links = document.querySelectorAll('a[href^="#panel-"]');
  const panelOf = (link) => document.getElementById(link.getAttribute("href").slice(1));
  const openers = new Map();

  function show(link) {
    const panel = panelOf(link);
    if (!panel.matches(":popover-open")) panel.showPopover(link instanceof HTMLElement ? { source: link } : {});
    openers.set(panel, link);
    panel.focus({ preventScroll: true });
  }

  function hide(panel) {
    panel.hidePopover();
    openers.get(panel)?.focus({ preventScroll: true });
  }

  function press(event, link) {
    event.preventDefault();
    const panel = panelOf(link);
    if (panel.matches(":popover-open")) hide(panel);
    else show(link);
  }

  for (const link of links) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", (event) => press(event, link));
    link.addEventListener("keydown", (event) => {
      if (event.key === " ") press(event, link);
    });
  }

  for (const panel of document.querySelectorAll(".panel")) {
    panel.addEventListener("toggle", (event) => {
      for (const link of links)
        if (panelOf(link) === panel)
          link.setAttribute("aria-expanded", String(event.newState === "open" && openers.get(panel) === link));
    });
    const close = panel.querySelector(".panel-close");
    close.setAttribute("role", "button");
    close.addEventListener("click", (event) => {
      event.preventDefault();
      hide(panel);
    });
    close.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      hide(panel);
    });
  }

  /* Sphinx's highlighter takes Escape for itself, so a panel must hear it first. */
  document.addEventListener(
    "keydown",
    (event) => {
      const open = document.querySelectorAll(".panel:popover-open");
      if (event.key !== "Escape" || !open.length) return;
      event.preventDefault();
      event.stopPropagation();
      hide(open[open.length - 1]);
    },
    true,
  );

  /* An address that names a panel opens it; the address itself is then the page's again. */
  const named = location.hash.startsWith("#panel-") && document.getElementById(location.hash.slice(1));
  if (named) {
    history.replaceState(null, "", location.pathname + location.search);
    named.showPopover();
    named.focus({ preventScroll: true });
  }

  /* ---- citations ---- */

  for (const text of document.querySelectorAll(".panel .cite-text")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cite-copy";
    button.textContent = text.dataset.copy;
    button.setAttribute("aria-label", `${text.dataset.copy}: ${text.dataset.format}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = text.dataset.copied;
      setTimeout(() => (button.textContent = text.dataset.copy), 2000);
    });
    text.before(button);
  }
})();
