#include <string.h>

#include "base/cli_private.h"

#define NAME "TOOL"

/*
 * The scripts know nothing of a tool but its name, which stands for each TOOL:
 * they ask it with --complete (cli_complete.c) whenever a word is completed.
 */

/*
 * bash cuts words at ':' and '=' too; they are put together again, and what
 * bash takes for a word of its own is cut off the candidates.
 */
static const char bash_script[] =
    "_TOOL()\n"
    "{\n"
    "\tlocal line=${COMP_LINE:0:COMP_POINT} word='' cut='' head mark i\n"
    "\tlocal -a words=() lines=()\n"
    "\tCOMPREPLY=()\n"
    "\tfor ((i = 0; i <= COMP_CWORD; i++)); do\n"
    "\t\tif ((i == 0)) || [[ $line == [[:space:]]* ]]; then\n"
    "\t\t\twords+=('')\n"
    "\t\t\tline=${line#\"${line%%[![:space:]]*}\"}\n"
    "\t\tfi\n"
    "\t\tword=${COMP_WORDS[i]}\n"
    "\t\t((i < COMP_CWORD)) || word=$line\n"
    "\t\tline=${line#\"$word\"}\n"
    "\t\twords[${#words[@]}-1]+=$word\n"
    "\tdone\n"
    "\tword=${words[${#words[@]}-1]}\n"
    "\tfor mark in : =; do\n"
    "\t\t[[ $COMP_WORDBREAKS == *\"$mark\"* ]] || continue\n"
    "\t\thead=${word%\"${word##*\"$mark\"}\"}\n"
    "\t\t((${#head} <= ${#cut})) || cut=$head\n"
    "\tdone\n"
    "\twords=(\"${words[@]/#\\~\\//$HOME/}\")\n"
    "\twords=(\"${words[@]//[\\\\\\\"\\']/}\")\n"
    "\tmapfile -t lines < <(TOOL --complete \"${words[@]:1}\" 2>/dev/null)\n"
    "\tfor line in \"${lines[@]}\"; do\n"
    "\t\tcase $line in\n"
    "\t\t:file | :directory)\n"
    "\t\t\tcompopt -o filenames 2>/dev/null\n"
    "\t\t\tmapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(\n"
    "\t\t\t\tcompgen -A \"${line#:}\" -- \"${word:${#cut}}\") ;;\n"
    "\t\t*)\n"
    "\t\t\tline=${line%%$'\\t'*}\n"
    "\t\t\t[[ $line != *[:=/] ]] || compopt -o nospace 2>/dev/null\n"
    "\t\t\tCOMPREPLY+=(\"${line:${#cut}}\") ;;\n"
    "\t\tesac\n"
    "\tdone\n"
    "}\n"
    "complete -F _TOOL TOOL\n";

/* Sourced, or called for the first time from a directory of fpath. */
static const char zsh_script[] =
    "#compdef TOOL\n"
    "_TOOL()\n"
    "{\n"
    "\tlocal line file=''\n"
    "\tlocal -a found shown open\n"
    "\tfor line in \"${(@f)$(TOOL --complete \"${(@Q)words[2,CURRENT-1]}\" \\\n"
    "\t    \"${(Q)PREFIX}\" 2>/dev/null)}\"; do\n"
    "\t\tcase $line in\n"
    "\t\t'') ;;\n"
    "\t\t:file) file=file ;;\n"
    "\t\t:directory) file=directory ;;\n"
    "\t\t*[:=/]) open+=(\"$line\") ;;\n"
    "\t\t*)\n"
    "\t\t\tfound+=(\"${line%%$'\\t'*}\")\n"
    "\t\t\tshown+=(\"${line/$'\\t'/  }\") ;;\n"
    "\t\tesac\n"
    "\tdone\n"
    "\t((! $#found)) || compadd -l -d shown -- \"${found[@]}\"\n"
    "\t((! $#open)) || compadd -S '' -- \"${open[@]}\"\n"
    "\t[[ -z $file ]] || compset -P '*='\n"
    "\tcase $file in\n"
    "\tfile) _files ;;\n"
    "\tdirectory) _files -/ ;;\n"
    "\tesac\n"
    "}\n"
    "if [[ ${funcstack[1]} == _TOOL ]]; then\n"
    "\t_TOOL \"$@\"\n"
    "else\n"
    "\tcompdef _TOOL TOOL\n"
    "fi\n";

static const char fish_script
    [] = "function __TOOL_complete\n"
	 "\tset -l word (commandline -ct)\n"
	 "\tset -l words (commandline -opc) \"$word\"\n"
	 "\tset -l head (string match -r '^.*=' -- $word)\n"
	 "\tset -l rest (string replace -r '^.*=' '' -- \"$word\")\n"
	 "\tfor line in (TOOL --complete $words[2..-1] 2>/dev/null)\n"
	 "\t\tswitch $line\n"
	 "\t\tcase ':file'\n"
	 "\t\t\tfor path in (__fish_complete_path \"$rest\")\n"
	 "\t\t\t\tprintf '%s\\n' \"$head$path\"\n"
	 "\t\t\tend\n"
	 "\t\tcase ':directory'\n"
	 "\t\t\tfor path in (__fish_complete_directories \"$rest\" '')\n"
	 "\t\t\t\tprintf '%s\\n' \"$head$path\"\n"
	 "\t\t\tend\n"
	 "\t\tcase '*'\n"
	 "\t\t\tprintf '%s\\n' $line\n"
	 "\t\tend\n"
	 "\tend\n"
	 "end\n"
	 "complete -c TOOL -f -a '(__TOOL_complete)'\n";

static const struct {
	const char *shell;
	const char *script;
} shells[] = {
    {"bash", bash_script},
    {"zsh", zsh_script},
    {"fish", fish_script},
};

int
cli_completion(
    const struct cli_tool *tool, const char *shell, struct buffer *out)
{
	const char *script = NULL, *place;

	for (size_t i = 0; i < sizeof(shells) / sizeof(shells[0]); i++)
		if (strcmp(shells[i].shell, shell) == 0)
			script = shells[i].script;
	if (!script)
		return -1;
	while ((place = strstr(script, NAME))) {
		buffer_add(out, script, (size_t)(place - script));
		buffer_text(out, tool->name);
		script = place + sizeof(NAME) - 1;
	}
	buffer_text(out, script);
	return 0;
}
