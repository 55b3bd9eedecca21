/* Opens evidence and citations over the page, as popovers. Without this script the same links work: a panel
   is then shown because it is the page's target. */
"use strict";

(() => {
  if (!("popover" in HTMLElement.prototype)) return;

  const OPENS = 'a[href^="#panel-"]';
  const stack = []; /* the open panels with the link that opened each, the newest last */
  let before = []; /* those that were open when the pointer went down, which may have closed them */
  const prepared = new Set();

  const panelOf = (link) => document.getElementById(link.getAttribute("href").slice(1));
  const openerOf = (panel) => stack.find((open) => open.panel === panel)?.link;

  /* What a link does is told when a reader can reach it: a link in a panel when the panel opens. */
  function tell(links) {
    for (const link of links) {
      link.setAttribute("role", "button");
      link.setAttribute("aria-haspopup", "dialog");
      link.setAttribute("aria-expanded", "false");
    }
  }

  function prepare(panel) {
    if (prepared.has(panel)) return;
    prepared.add(panel);
    tell(panel.querySelectorAll(OPENS));
    panel.querySelector(".panel-close").setAttribute("role", "button");
    if (!navigator.clipboard) return; /* a page from elsewhere without encryption: the text can be selected */
    for (const text of panel.querySelectorAll(".cite-text")) text.before(copier(text));
  }

  function copier(text) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cite-copy";
    button.setAttribute("aria-live", "polite");
    const say = (word) => {
      button.textContent = word;
      button.setAttribute("aria-label", `${word}: ${text.dataset.format}`);
    };
    say(text.dataset.copy);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.textContent);
      say(text.dataset.copied);
      setTimeout(say, 2000, text.dataset.copy);
    });
    return button;
  }

  function show(panel, link) {
    prepare(panel);
    panel.showPopover(link instanceof HTMLElement ? { source: link } : {});
    stack.push({ panel, link });
    link?.setAttribute("aria-expanded", "true");
    panel.focus({ preventScroll: true });
  }

  function hide(panel) {
    const link = openerOf(panel);
    panel.hidePopover();
    link?.focus({ preventScroll: true });
  }

  function press(event) {
    const link = event.target.closest?.(`${OPENS}, .panel-close`);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const panel = link.matches(".panel-close") ? link.closest(".panel") : panelOf(link);
    if (panel.matches(":popover-open")) hide(panel);
    else if (!(event.detail && before.some((open) => open.panel === panel && open.link === link))) show(panel, link);
  }

  /* A panel can also close because a reader presses beside it. */
  function forget(event) {
    if (event.newState !== "closed" || !event.target.matches(".panel")) return;
    openerOf(event.target)?.setAttribute("aria-expanded", "false");
    const at = stack.findIndex((open) => open.panel === event.target);
    if (at >= 0) stack.splice(at, 1);
  }

  /* Sphinx's highlighter takes Escape for itself, so a panel must hear it first. */
  function escape(event) {
    if (event.key !== "Escape" || !stack.length) return;
    event.preventDefault();
    event.stopPropagation();
    hide(stack[stack.length - 1].panel);
  }

  tell([...document.querySelectorAll(OPENS)].filter((link) => !link.closest(".panel")));
  document.addEventListener("pointerdown", () => (before = [...stack]), true);
  document.addEventListener("click", press);
  document.addEventListener("keydown", (event) => event.key === " " && press(event));
  document.addEventListener("keydown", escape, true);
  document.addEventListener("beforetoggle", forget, true);

  /* An address that names a panel opens it; the address itself is then the page's again. */
  const named = location.hash.startsWith("#panel-") && document.getElementById(location.hash.slice(1));
  if (named) {
    history.replaceState(null, "", location.pathname + location.search);
    show(named, null);
  }
})();
