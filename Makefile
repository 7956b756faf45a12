# hall - six tools for the daily closing of service halls.
#
#   make            all tools, man pages and definitions into $(B)
#   make check      unit, command and property tests
#   make asan       the same under ASan and UBSan
#   make valgrind   the unit tests and a day's pipe under valgrind
#   make lint       clang-tidy, cppcheck, shellcheck, mandoc, msgfmt
#   make fuzz       each fuzzer for FUZZ_SECONDS, by chance or by FUZZ_SEED
#   make bench      speed beside other programs (scripts/BENCH.md)
#   make examples   the days of examples/ again, from the generator
#   make dist       hall-VERSION.tar.gz of what is committed
#   make install    honours PREFIX and DESTDIR

VERSION = 0.1.0
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
MANDIR ?= $(PREFIX)/share/man
SHAREDIR ?= $(PREFIX)/share/hall
B ?= build
FUZZ_SECONDS ?= 60
FUZZ_SEED ?= 0
JOBS ?= $(shell nproc)

CFLAGS ?= -O2 -g
# The tools are optimized as wholes by a compiler that can leave objects fit
# for plain links, too (gcc): an eighth less time.  Tests link as they are.
LTO ?= $(shell echo 'int i;' | $(CC) -Werror -flto=auto -ffat-lto-objects \
    -x c -c -o /dev/null - 2>/dev/null && echo -flto=auto)
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
    -Wmissing-prototypes -Wwrite-strings -Wvla -Wconversion
HARDENING ?= -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong \
    -fPIE
HARDENING_LD ?= -pie -Wl,-z,relro,-z,now
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -DHALL_VERSION='"$(VERSION)"' \
    -DHALL_SHAREDIR='"$(SHAREDIR)"' -Ilib -I$(B)/gen -pthread \
    $(WARNINGS) $(HARDENING) $(CFLAGS) $(LTO:%=% -ffat-lto-objects)
PLAIN_LINK = -fno-lto
LINT_FLAGS = -std=c11 -D_GNU_SOURCE -DHALL_VERSION=\"0\" \
    -DHALL_SHAREDIR=\"/\" -Ilib -I$(B)/gen -Itests/unit
LINT_PLAIN = lib/base/error.c lib/config/node.c lib/record/record.c
LIBS = -lcsv -lyaml -lz -lcrypto -pthread
# All but hall-audit, which signs, take nothing but SHA-256 from libcrypto:
# out of its archive that is 20 KB, while to load and relocate the shared
# library takes a process as long as all else that a recording verb does.
TOOL_LIBS = $(LIBS:-lcrypto=-l:libcrypto.a)

TOOLS = $(patsubst cmd/%.c,%,$(wildcard cmd/hall-*.c))
LIB_SOURCES = $(wildcard lib/*/*.c)
GEN_SOURCES = $(B)/gen/record/kinds_gen.c $(B)/gen/base/catalogue.c
GEN_HEADERS = $(B)/gen/record/kinds_gen.h
LIB_OBJECTS = $(LIB_SOURCES:%.c=$(B)/%.o) $(GEN_SOURCES:.c=.o)
TOOL_FILES = $(TOOLS:%=$(B)/bin/%)
PO_FILES = $(wildcard lib/*/*.po)
DEFINITIONS = $(wildcard lib/*/*.yaml lib/*/*.css)
SHARE_FILES = $(foreach f,$(DEFINITIONS),$(B)/share/hall/$(notdir $(f)))
UNIT_TESTS = $(patsubst tests/unit/%.c,$(B)/tests/unit/%,\
    $(wildcard tests/unit/test_*.c))
GENERATOR = $(B)/bin/days
FUZZERS = $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,\
    $(wildcard tests/fuzz/fuzz_*.c))
C_FILES = $(wildcard cmd/*.c lib/*/*.c scripts/days/*.c tests/*.c tests/unit/*.c \
    tests/fuzz/*.c)
C_HEADERS = $(wildcard lib/*/*.h scripts/days/*.h tests/unit/*.h \
    tests/fuzz/*.h)
SHELL_FILES = $(wildcard scripts/*.sh tests/*.sh examples/*/*.sh \
    tests/browser/run .ci/run)
SANITIZE = -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all \
    -fsanitize=address,undefined
RIVERSIDE = --seed 20261030 --from 2026-10-30 --days 5 --counters 6 \
    --per-day 300 --cases 28 --plant riverside
WATER = --trade water --seed 7 --from 2026-11-02 --days 1 --counters 2 \
    --per-day 90 --tickets 110 --cases 24
TELECOM = --trade telecom --seed 11 --from 2026-11-02 --days 1 --counters 3 \
    --per-day 120 --tickets 150 --cases 36
PAGES = $(wildcard man/*.[1-9])

all: $(TOOL_FILES) $(SHARE_FILES)
generator: $(GENERATOR)
clock: $(B)/tests/clock.so
world: $(B)/tests/world.so $(B)/tests/opens.so

$(B)/gen/record/kinds_gen.h: lib/record/kinds.tab scripts/kinds.awk
	@mkdir -p $(@D)
	LC_ALL=C awk -v part=h -f scripts/kinds.awk lib/record/kinds.tab >$@.new
	@mv $@.new $@

$(B)/gen/record/kinds_gen.c: lib/record/kinds.tab scripts/kinds.awk
	@mkdir -p $(@D)
	LC_ALL=C awk -v part=c -f scripts/kinds.awk lib/record/kinds.tab >$@.new
	@mv $@.new $@

$(B)/gen/base/catalogue.c: $(PO_FILES) scripts/catalogue.awk
	@mkdir -p $(@D)
	LC_ALL=C awk -f scripts/catalogue.awk $(PO_FILES) /dev/null >$@.new
	@mv $@.new $@

$(B)/libhall.a: $(LIB_OBJECTS)
	@rm -f $@
	$(AR) rcs $@ $(LIB_OBJECTS)

$(B)/%.o: %.c $(GEN_HEADERS)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/gen/%.o: $(B)/gen/%.c $(GEN_HEADERS)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/bin/hall-audit: TOOL_LIBS = $(LIBS)
$(TOOL_FILES): $(B)/bin/%: $(B)/cmd/%.o $(B)/libhall.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LTO) $(HARDENING_LD) $(LDFLAGS) -o $@ $^ $(TOOL_LIBS)

$(SHARE_FILES): $(DEFINITIONS)
	@mkdir -p $(@D)
	cp -p $(filter %/$(notdir $@),$(DEFINITIONS)) $@
	@touch $@

$(GENERATOR): $(patsubst %.c,$(B)/%.o,$(wildcard scripts/days/*.c)) \
    $(B)/libhall.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(PLAIN_LINK) $(HARDENING_LD) $(LDFLAGS) -o $@ $^ \
	    $(LIBS)

$(UNIT_TESTS): $(B)/tests/unit/%: $(B)/tests/unit/%.o $(B)/libhall.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(PLAIN_LINK) $(HARDENING_LD) $(LDFLAGS) -o $@ $^ \
	    -lcmocka $(LIBS)

# The clock and the disk of the tests; they run inside shells too, so without
# sanitizers.
$(B)/tests/world.so: tests/unit/faulty_world.h
$(B)/tests/clock.so $(B)/tests/opens.so $(B)/tests/world.so: \
    $(B)/tests/%.so: tests/%.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -O2 -g $(WARNINGS) -shared -fPIC -o $@ $<

check: unit cli

unit: $(UNIT_TESTS)
	sh tests/run-unit.sh $(UNIT_TESTS)

cli: all generator clock world
	B=$(abspath $(B)) JOBS=$(JOBS) sh tests/run-cli.sh \
	    tests/cli/*.bats tests/property/*.bats

# All that is compiled, so that it can be done by several jobs at once.
programs: all generator clock world $(UNIT_TESTS)

# The sanitizers want a build of their own, without the fortified headers.
ASAN = B=$(B)/asan CC=clang CFLAGS="$(SANITIZE)" HARDENING=-fPIE
asan:
	$(MAKE) $(ASAN) -j $(JOBS) programs
	$(MAKE) $(ASAN) check

valgrind: all generator $(UNIT_TESTS)
	B=$(abspath $(B)) sh tests/run-valgrind.sh $(UNIT_TESTS)

# What a fuzzer found before stands in tests/fuzz/NAME/ and is tried first.
fuzz:
	$(MAKE) B=$(B)/fuzzing CC=clang HARDENING=-fPIE -j $(JOBS) \
	    CFLAGS="$(SANITIZE) -fsanitize=fuzzer-no-link" run-fuzzers

run-fuzzers: $(FUZZERS)
	for f in $(FUZZERS); do \
	    n=$${f##*/}; c=$(B)/corpus/$$n; d=tests/fuzz/$$n; mkdir -p $$c; \
	    set --; [ ! -f $$d.dict ] || set -- -dict=$$d.dict; \
	    $$f -max_total_time=$(FUZZ_SECONDS) -seed=$(FUZZ_SEED) \
	        -timeout=10 -verbosity=0 \
	        -rss_limit_mb=1024 -print_final_stats=1 \
	        -artifact_prefix=$(B)/ "$$@" $$c $$(ls -d $$d 2>/dev/null) \
	        || exit 1; done

$(FUZZERS): $(B)/fuzz/%: $(B)/tests/fuzz/%.o $(B)/libhall.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -fsanitize=fuzzer $(HARDENING_LD) $(LDFLAGS) -o $@ $^ \
	    $(LIBS)

lint: lint-format lint-tidy lint-cppcheck lint-text

lint-format:
	@clang-format --dry-run -Werror $(C_FILES) $(C_HEADERS)

# lint.h redefines what these files define.
lint-tidy: $(GEN_HEADERS)
	@clang-tidy --quiet $(LINT_PLAIN) -- $(LINT_FLAGS) 2>/dev/null
	@printf '%s\n' $(filter-out $(LINT_PLAIN),$(C_FILES)) | \
	    xargs -P 2 -n 4 sh -c 'clang-tidy --quiet "$$@" -- \
	        -include tests/lint.h $(LINT_FLAGS) 2>/dev/null' clang-tidy

lint-cppcheck: $(GEN_HEADERS)
	@cppcheck --quiet --error-exitcode=1 --std=c11 -j 2 --inline-suppr \
	    --enable=warning,performance,portability -D_GNU_SOURCE \
	    --suppress=missingIncludeSystem --suppress=varFuncNullUB \
	    --suppress=identicalInnerCondition \
	    --suppress='memleak:tests/unit/*' \
	    -Ilib -I$(B)/gen $(C_FILES)

lint-text:
	shellcheck $(SHELL_FILES)
	shellcheck -s bash -e SC1091,SC2034,SC2119,SC2120,SC2154 tests/cli/*.bash
	mandoc -T lint -W warning $(PAGES)
	for f in $(PO_FILES); do msgfmt -c -o /dev/null $$f || exit 1; done

BENCHES = fields libcsv append archive inflate
$(BENCHES:%=$(B)/bench/%): $(B)/bench/%: $(B)/scripts/bench/%.o $(B)/libhall.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LTO) $(HARDENING_LD) $(LDFLAGS) -o $@ $^ $(LIBS)

bench: all generator $(BENCHES:%=$(B)/bench/%)
	B=$(abspath $(B)) bash scripts/bench.sh

examples: generator
	$(GENERATOR) $(RIVERSIDE) --out examples/riverside
	$(GENERATOR) $(WATER) --out examples/water
	$(GENERATOR) $(TELECOM) --out examples/telecom

dist:
	git archive --format=tar --prefix=hall-$(VERSION)/ HEAD | \
	    gzip -n >hall-$(VERSION).tar.gz

install: all
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(SHAREDIR)
	install -m 755 $(TOOL_FILES) $(DESTDIR)$(BINDIR)
	install -m 644 $(SHARE_FILES) $(DESTDIR)$(SHAREDIR)
	for p in $(PAGES); do \
	    d=$(DESTDIR)$(MANDIR)/man$${p##*.}; \
	    install -d $$d && install -m 644 $$p $$d || exit 1; done

uninstall:
	cd $(DESTDIR)$(BINDIR) && rm -f $(TOOLS)
	rm -rf $(DESTDIR)$(SHAREDIR)
	for p in $(PAGES); do \
	    rm -f $(DESTDIR)$(MANDIR)/man$${p##*.}/$$(basename $$p); done

clean:
	rm -rf $(B)

-include $(wildcard $(B)/cmd/*.d $(B)/lib/*/*.d $(B)/tests/*/*.d \
    $(B)/gen/*/*.d $(B)/scripts/*/*.d)

.PHONY: all generator clock world programs check unit cli asan valgrind fuzz run-fuzzers \
    lint lint-format lint-tidy lint-cppcheck lint-text bench examples dist \
    install uninstall clean
.SECONDARY:
