/* The reader's half of search.py: words are cut, folded and stemmed here as they were for the index.
   It is called with the signs to fold, and with the other ways to write a name and the name in the book. */
(function (folding, names) {
  const English = Stemmer;
  const english = new English();
  const arabic = new RegExp(`[${folding.arabic}]`, "u");
  const piece = new RegExp(`[\\p{L}\\p{N}_${folding.gone}]+`, "gu");
  const gone = new RegExp(`[${folding.gone}]+`, "gu");
  const joined = new RegExp(`[${folding.forms}]`, "gu");
  const besides = new RegExp(`[${folding.gone}${folding.besides}]`, "gu");
  const article = new RegExp(folding.article, "u");
  const particles = folding.particles.map((particle) => new RegExp(particle, "u"));
  const run = new RegExp(`[${folding.arabic}](?:[${folding.arabic}\\s\\d.:«»"()-]*[${folding.arabic}»"])?`, "gu");

  const letter = (sign) => folding.letters[sign] ?? [...sign.toLowerCase()][0];
  const ofForm = (sign) => sign.normalize("NFKC").replace(new RegExp(` ?[${folding.gone}]+`, "gu"), "");
  const fold = (word) => Array.from(word.replace(joined, ofForm).replace(gone, ""), letter).join("");
  const wordsOf = (found) =>
    arabic.test(found) ? fold(found).match(/[\p{L}\p{N}]+/gu) ?? [] : [found.normalize("NFD").replace(besides, "")];
  const words = (text) => (text.match(piece) ?? []).flatMap(wordsOf).filter((word) => word);

  const stem = (word) => {
    if (!arabic.test(word)) return english.stemWord(word);
    while (article.test(word)) word = word.replace(article, "");
    return word;
  };
  const bare = (word) =>
    arabic.test(word) ? particles.filter((p) => p.test(word)).map((p) => word.replace(p, "")) : [];
  const readings = (text) =>
    words(text).flatMap((word) => [word, ...bare(word)]).map((word) => stem(word.toLowerCase()));

  splitQuery = words;
  Stemmer = function () {
    this.stemWord = stem;
  };

  /* Sets the Arabic words below an element that match into spans of the kind Sphinx makes for English. */
  const mark = (root, stems) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    texts
      .filter((text) => arabic.test(text.data) && !text.parentElement.closest("script, style, select, textarea, svg"))
      .forEach((text) => {
        const found = [...text.data.matchAll(piece)].filter(
          ([word]) => arabic.test(word) && readings(word).some((reading) => stems.has(reading))
        );
        found.reverse().forEach(({ 0: word, index }) => {
          const span = document.createElement("span");
          span.className = "highlighted";
          text.splitText(index).splitText(word.length);
          span.append(text.nextSibling);
          text.after(span);
        });
      });
  };

  const terms = document.currentScript?.dataset.terms;
  if (terms) {
    const begin = () => mark(document.querySelector("main") ?? document.body, new Set(readings(terms)));
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
    else begin();
  }
  if (typeof Search === "undefined") return;

  /* Pages opened as files cannot be fetched, so there is nothing to take a snippet from. */
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

  /* A name that the reader writes in another way is looked for as the book writes it. */
  const known = new Map(names);
  const variant = new RegExp(` (?:${names.map(([written]) => written).join("|")})(?= )`, "g");
  const named = (query) => {
    const asked = ` ${words(query).join(" ").toLowerCase()} `;
    const told = asked.replace(variant, (found) => ` ${known.get(found.slice(1))}`);
    return told === asked ? query : told.trim();
  };

  /* As Sphinx does it, but that numbers count, and that of a word's readings, with particles
     and without, the one that most pages have is taken. */
  Search._parseQuery = (query) => {
    const asked = named(query);
    const sought = words(asked).map((word) => word.toLowerCase()).filter((word) => !stopwords.includes(word));
    const { terms, titleterms } = Search._index;
    const pages = (word) =>
      [terms, titleterms].flatMap((index) => (Object.hasOwn(index, word) ? index[word] : [])).length;
    const stems = sought.map((word) => readings(word).reduce((best, next) => (pages(next) > pages(best) ? next : best)));
    const shown = sought.filter((word) => word.length > 2);
    localStorage.setItem("sphinx_highlight_terms", shown.join(" "));
    return [asked, new Set(stems), new Set(), new Set(shown.filter((word) => !arabic.test(word))), new Set(sought)];
  };

  /* The last is shown first: the highest score, then the order of the book. */
  const last = (a, b) => a[4] - b[4] || plain(b[1]).localeCompare(plain(a[1]), "en", { numeric: true });
  const plain = (title) => title.replace(/<[^>]*>/g, "");
  const marked = (title) => title.replace(run, '<span lang="ar" dir="rtl">$&</span>');
  /* A page's own title is HTML in the index; the titles of its parts are text. */
  const escaped = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.codePointAt()};`);
  const shownAs = (title, own) => {
    if (title === own) return own;
    return title.startsWith(`${own} > `) ? `${own} &gt; ${escaped(title.slice(own.length + 3))}` : escaped(title);
  };
  const perform = Search._performSearch;
  Search._performSearch = (...query) => {
    const results = perform(...query).map(([page, title, anchor, about, score, file]) => {
      /* What a title has is worth more than what stands anywhere. Sphinx calls it "page > title", also where the
         title is the page's own. */
      const own = Search._index.titles[Search._index.docnames.indexOf(page)];
      return [page, marked(anchor ? shownAs(title, own) : own), anchor, about, score + (title === own ? 0 : 5), file];
    });
    results.sort(last);
    return results.filter(
      ([page, , anchor], n) => !results.slice(n + 1).some((better) => better[0] === page && better[2] === anchor)
    );
  };

  /* The place in a page where most of the words stand together, with the Arabic in it marked. */
  Search.makeSearchSummary = (html, stems, anchor) => {
    const summary = document.createElement("p");
    summary.className = "context";
    summary.dir = "auto";
    const text = Search.htmlToText(html, anchor).replace(/\s+/g, " ").trim();
    const hits = [...text.matchAll(piece)]
      .map(({ 0: word, index }) => ({ index, stem: readings(word).find((reading) => stems.has(reading)) }))
      .filter((hit) => hit.stem);
    const together = hits.map(
      (hit, n) =>
        new Set(hits.slice(n, n + 20).filter(({ index }) => index < hit.index + 120).map((near) => near.stem)).size
    );
    const best = hits[together.indexOf(Math.max(...together))]?.index ?? 0;
    const start = text.lastIndexOf(" ", Math.max(best - 60, 0)) + 1;
    const end = start + 240 < text.length ? text.lastIndexOf(" ", start + 240) : text.length;
    summary.innerHTML = marked(escaped(text.slice(start, end)));
    if (start) summary.prepend("… ");
    if (end < text.length) summary.append(" …");
    mark(summary, stems);
    return summary;
  };
})
