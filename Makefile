# The commands of the project; each is a script in scripts/ that sets up what it needs.
.DEFAULT_GOAL := help
.PHONY: help setup build demo dev test check bench soak

help: ## list these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 14

setup: ## install what is missing, in pinned versions
	@scripts/setup test

build: ## build the release: the server, the page, the sandbox
	@scripts/setup demo
	@scripts/build

demo: ## start the app with pretended providers (PORT, SANDBOX_PORT, DEMO_CONTACTS)
	@scripts/demo

dev: ## the same, rebuilt and reloaded at every change
	@scripts/dev

test: ## run every test: Rust, HubSpot's own client, end to end
	@scripts/test

check: ## format, lints, documentation, dependency rules, size budget
	@scripts/check

bench: ## measure against floors and peers (ONLY="engine browsing")
	@scripts/bench

soak: ## the long proofs at full size, with several instances and faults (ONLY=refresh)
	@scripts/soak
