#include <string.h>

#include "base/cli_private.h"
#include "base/message.h"

/*
 * The scripts are made from the same tables as the help, so that they
 * cannot lag behind.  What an option takes is told by its argument: DIR
 * wants a directory, "a|b|c" one of these, anything else a file.
 */
struct script {
	const struct cli_tool *tool;
	struct buffer *out;
	char function[64]; /* _hall-pay */
	struct arena arena;
};

static bool
is_choice(const struct cli_option *o)
{
	return o->argument && strchr(o->argument, '|');
}

static bool
is_directory(const struct cli_option *o)
{
	return o->argument && strcmp(o->argument, "DIR") == 0;
}

static const char *
words_of(const struct cli_option *o, struct arena *arena)
{
	char *words = arena_text(arena, "%s", o->argument);

	for (char *c = words; *c; c++)
		if (*c == '|')
			*c = ' ';
	return words;
}

/* Inside single quotes a shell reads all but the quote itself. */
static void
quoted(struct buffer *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			buffer_text(out, "'\\''");
		else
			buffer_char(out, *text);
	}
}

static void
verb_names(struct script *s, const char *between)
{
	size_t n = 0;

	for (size_t i = 0; i < s->tool->verbs_count; i++)
		if (s->tool->verbs[i].name)
			buffer_format(s->out, "%s%s", n++ ? between : "",
			    s->tool->verbs[i].name);
}

/* "--directory -C" */
static void
option_words(struct script *s, const struct cli_table *table, size_t i,
    const char *between)
{
	buffer_format(s->out, "--%s", table->option[i]->name);
	if (table->letter[i])
		buffer_format(s->out, "%s-%c", between, table->letter[i]);
}

/* The options of a verb, and what each takes, for bash. */
static void
bash_verb(struct script *s, const struct cli_verb *verb)
{
	struct cli_table table;

	cli_table_verb(&table, verb);
	buffer_format(
	    s->out, "\t%s)\n\t\toptions='", verb->name ? verb->name : "''");
	for (size_t i = 0; i < table.count; i++) {
		buffer_text(s->out, i ? " " : "");
		option_words(s, &table, i, " ");
	}
	buffer_text(s->out, "'\n\t\tcase $previous in\n");
	for (size_t i = 0; i < table.count; i++) {
		const struct cli_option *o = table.option[i];

		if (!o->argument)
			continue;
		buffer_text(s->out, "\t\t");
		option_words(s, &table, i, "|");
		buffer_text(s->out, ") ");
		if (is_choice(o))
			buffer_format(s->out, "kind='words' values='%s'",
			    words_of(o, &s->arena));
		else
			buffer_format(s->out, "kind='%s'",
			    is_directory(o) ? "directory" : "file");
		buffer_text(s->out, " ;;\n");
	}
	buffer_text(s->out, "\t\tesac ;;\n");
}

static void
bash_script(struct script *s)
{
	static const struct cli_verb none = {.name = NULL};

	buffer_format(s->out,
	    "%s()\n{\n"
	    "\tlocal current=${COMP_WORDS[COMP_CWORD]} verb='' kind='' i\n"
	    "\tlocal previous=${COMP_WORDS[COMP_CWORD-1]} options values\n"
	    "\tlocal verbs='",
	    s->function);
	verb_names(s, " ");
	buffer_text(s->out,
	    "'\n"
	    "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	    "\t\tcase \" $verbs \" in\n"
	    "\t\t*\" ${COMP_WORDS[i]} \"*) verb=${COMP_WORDS[i]}; break ;;\n"
	    "\t\tesac\n"
	    "\tdone\n"
	    "\tcase $verb in\n");
	for (size_t i = 0; i < s->tool->verbs_count; i++)
		bash_verb(s, &s->tool->verbs[i]);
	if (!cli_filter(s->tool))
		bash_verb(s, &none);
	buffer_format(s->out,
	    "\tesac\n"
	    "\t[[ $verb ]] && verbs=''\n"
	    "\tif [[ -z $kind && $current == -* ]]; then\n"
	    "\t\tkind='words' values=$options\n"
	    "\tfi\n"
	    "\tcase $kind in\n"
	    "\twords) set -- -W \"$values\" ;;\n"
	    "\tdirectory) set -- -d ;;\n"
	    "\tfile) set -- -f ;;\n"
	    "\t*) set -- -W \"$verbs\" -f ;;\n"
	    "\tesac\n"
	    "\tmapfile -t COMPREPLY < <(compgen \"$@\" -- \"$current\")\n"
	    "}\n"
	    "complete -o filenames -F %s %s\n",
	    s->function, s->tool->name);
}

/* One argument of _arguments: '(-n --dry-run)'{-n,--dry-run}'[help]'. */
static void
zsh_option(struct script *s, const struct cli_table *table, size_t i)
{
	const struct cli_option *o = table->option[i];

	buffer_text(s->out, " \\\n\t\t");
	if (table->letter[i])
		buffer_format(s->out, "'(-%c --%s)'{-%c,--%s}'",
		    table->letter[i], o->name, table->letter[i], o->name);
	else
		buffer_format(s->out, "'%s--%s",
		    o->flags & CLI_REPEAT ? "*" : "", o->name);
	buffer_char(s->out, '[');
	quoted(s->out, tr(o->help));
	buffer_char(s->out, ']');
	if (is_choice(o))
		buffer_format(s->out, ":value:(%s)", words_of(o, &s->arena));
	else if (is_directory(o))
		buffer_text(s->out, ":directory:_files -/");
	else if (o->argument)
		buffer_format(s->out, ":%s:_files", o->argument);
	buffer_char(s->out, '\'');
}

static void
zsh_verb(struct script *s, const struct cli_verb *verb)
{
	struct cli_table table;

	cli_table_verb(&table, verb);
	buffer_format(
	    s->out, "\t%s)\n\t\t_arguments", verb->name ? verb->name : "*");
	for (size_t i = 0; i < table.count; i++)
		zsh_option(s, &table, i);
	buffer_format(s->out, " \\\n\t\t'*:file:%s' ;;\n",
	    verb->name ? "_files" : "__hall_first");
}

static void
zsh_script(struct script *s)
{
	static const struct cli_verb none = {.name = NULL};
	const struct cli_verb *filter = cli_filter(s->tool);

	buffer_format(s->out,
	    "#compdef %s\n"
	    "__hall_first()\n{\n"
	    "\tlocal -a verbs=(",
	    s->tool->name);
	for (size_t i = 0; i < s->tool->verbs_count; i++) {
		if (!s->tool->verbs[i].name)
			continue;
		buffer_format(s->out, "\n\t    '%s:", s->tool->verbs[i].name);
		quoted(s->out, tr(s->tool->verbs[i].help));
		buffer_char(s->out, '\'');
	}
	buffer_format(s->out,
	    ")\n\t_describe verb verbs\n\t_files\n}\n"
	    "%s()\n{\n"
	    "\tlocal verb word\n"
	    "\tfor word in ${words[2,CURRENT-1]}; do\n"
	    "\t\tcase $word in\n\t\t",
	    s->function);
	if (s->tool->verbs_count > (filter ? 1u : 0u)) {
		verb_names(s, "|");
		buffer_text(s->out, ") verb=$word; break ;;\n\t\t");
	}
	buffer_text(s->out, "esac\n\tdone\n\tcase $verb in\n");
	for (size_t i = 0; i < s->tool->verbs_count; i++)
		if (s->tool->verbs[i].name)
			zsh_verb(s, &s->tool->verbs[i]);
	zsh_verb(s, filter ? filter : &none);
	/* Sourced, or called for the first time from a directory of fpath. */
	buffer_format(s->out,
	    "\tesac\n}\n"
	    "if [[ ${funcstack[1]} == %s ]]; then\n"
	    "\t%s \"$@\"\n"
	    "else\n"
	    "\tcompdef %s %s\n"
	    "fi\n",
	    s->function, s->function, s->function, s->tool->name);
}

static void
fish_option(struct script *s, const struct cli_verb *verb,
    const struct cli_table *table, size_t i)
{
	const struct cli_option *o = table->option[i];

	buffer_format(s->out, "complete -c %s -n '%s", s->tool->name,
	    verb->name ? "__fish_seen_subcommand_from "
		       : "__fish_use_subcommand");
	buffer_format(s->out, "%s'", verb->name ? verb->name : "");
	if (table->letter[i])
		buffer_format(s->out, " -s %c", table->letter[i]);
	buffer_format(s->out, " -l %s", o->name);
	if (is_choice(o))
		buffer_format(s->out, " -x -a '%s'", words_of(o, &s->arena));
	else if (is_directory(o))
		buffer_text(s->out, " -x -a '(__fish_complete_directories)'");
	else if (o->argument)
		buffer_text(s->out, " -r");
	buffer_text(s->out, " -d '");
	quoted(s->out, tr(o->help));
	buffer_text(s->out, "'\n");
}

static void
fish_script(struct script *s)
{
	static const struct cli_verb none = {.name = NULL};
	struct cli_table table;

	for (size_t i = 0; i < s->tool->verbs_count; i++) {
		const struct cli_verb *verb = &s->tool->verbs[i];

		if (verb->name) {
			buffer_format(s->out,
			    "complete -c %s -n __fish_use_subcommand -a %s"
			    " -d '",
			    s->tool->name, verb->name);
			quoted(s->out, tr(verb->help));
			buffer_text(s->out, "'\n");
		}
		cli_table_verb(&table, verb);
		for (size_t o = 0; o < table.count; o++)
			fish_option(s, verb, &table, o);
	}
	if (cli_filter(s->tool))
		return;
	cli_table_verb(&table, &none);
	for (size_t o = 0; o < table.count; o++)
		fish_option(s, &none, &table, o);
}

static const struct {
	const char *shell;
	void (*write)(struct script *);
} shells[] = {
    {"bash", bash_script},
    {"zsh", zsh_script},
    {"fish", fish_script},
};

int
cli_completion(
    const struct cli_tool *tool, const char *shell, struct buffer *out)
{
	struct script s = {.tool = tool, .out = out};
	int result = -1;

	snprintf(s.function, sizeof(s.function), "_%s", tool->name);
	for (size_t i = 0; i < sizeof(shells) / sizeof(shells[0]); i++) {
		if (strcmp(shells[i].shell, shell) == 0) {
			shells[i].write(&s);
			result = 0;
		}
	}
	arena_release(&s.arena);
	return result;
}
