# `make book` and `make test` work on a machine with Python 3.11 to 3.13 and make: setup.sh makes the rest.
export PYTHON RECORD
run = .venv/bin/python -m

.PHONY: book test checked built lab add bench evaluate audit lock clean

# RECORD=path puts a data set of your own beside the book, for `book` and `lab`: see README.md.
book:       ## _build/html/index.html, _build/book.pdf and _build/book.epub; run again, does only what changed
	@sh setup.sh
	@$(run) book.build

test:       ## every check that CI runs
	@sh setup.sh test
	@$(MAKE) --no-print-directory -j2 checked built
	.venv/bin/pytest

checked:
	.venv/bin/ruff check .
	.venv/bin/mypy
	$(run) analysis check

built:
	RECORD= $(run) book.build

lab:        ## the notebooks in JupyterLab
	@sh setup.sh
	RECORD="$${RECORD:+$$(realpath "$$RECORD")}" $(run) jupyterlab book

add:        ## a new article: FILE=page.html (.txt, .mhtml, .warc, or a folder of them) or URL=https://…
	@sh setup.sh
	@$(run) analysis add $${URL:+--url "$$URL"} -- $${FILE:+"$$FILE"}

bench:      ## how long the book takes, and how fast the machine reads, beside the bare cost of their parts
	@sh setup.sh
	@$(run) book.bench
	@$(run) analysis.bench
	@$(run) analysis.record.bench
	.venv/bin/pytest -m timing -n 0

evaluate:   ## how well the machine reads, with every mistake; FOLDER=… scores other invented articles
	@sh setup.sh
	@$(run) analysis.evaluation $(FOLDER)

audit:      ## the slow outside checks: links, epubcheck, axe in every state of every page, Lighthouse
	@sh setup.sh audit
	@RECORD= $(run) book.build
	@$(run) tests.audit.links
	@$(run) tests.audit.epub
	@$(run) tests.audit.axe
	@$(run) tests.audit.lighthouse

lock:       ## requirements.txt from requirements.in (needs uv)
	uv pip compile requirements.in --universal --python-version 3.11 --generate-hashes --quiet -o requirements.txt

clean:      ## removes what `make book` built; the environment stays
	rm -rf _build
