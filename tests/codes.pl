# codes.pl FILE...: every `why` that C files can write: one a line, its code
# and the names of its arguments, "gap numbers".
#
# All of them come to why_list at last.  A function that hands a parameter of
# its own on as the code is such a place too, and so on up to where the code
# is a string: there, in a variable, a field, a table, or what a function
# returns.  Where none can be found the line begins with a question mark: then
# either this program or the reader of that code has to learn something.
# An asterisk stands for names that only the program knows when it runs.
use strict;
use warnings;

my $string = qr/"(?:[^"\\]|\\.)*"/;
my $quoted = qr/$string|'(?:[^'\\]|\\.)'/;
my $parens = qr/(\((?:[^()"']++|$quoted|(?-1))*+\))/;
my $braces = qr/(\{(?:[^{}"']++|$quoted|(?-1))*+\})/;

# A text in pieces, at a mark that stands outside of all brackets.
sub split_at {
	my ($text, $mark) = @_;
	my @list = ('');
	my $depth = 0;

	while ($text =~ /\G($quoted|.)/gs) {
		my $part = $1;
		$depth++ if $part =~ /^[({\[]$/;
		$depth-- if $part =~ /^[)}\]]$/;
		if ($part eq $mark && $depth == 0) {
			push @list, '';
		} else {
			$list[-1] .= $part;
		}
	}
	s/^\s+|\s+$//g for @list;
	return @list;
}

my @functions;	# {file, room, name, static, params, body}
my %text;	# of a file

sub read_file {
	my ($file) = @_;
	local $/;
	open my $in, '<', $file or die "$file: $!\n";
	my $text = <$in>;

	$text =~ s{/\*.*?\*/}{}gs;
	$text{$file} = $text;
	while ($text =~ /^([\w *]+)\n(\w+)$parens\n(\{.*?^\})/gms) {
		my ($type, $name, $body) = ($1, $2, $4);
		my $params = substr($3, 1, -1);
		my @params = map { /(\w+)(\[\w*\])?$/ ? $1 : '...' }
		    split_at($params, ',');
		push @functions, {
			file => $file, room => $file =~ s{/[^/]*$}{}r,
			name => $name, params => \@params, body => $body,
			static => ($type =~ m{^static\b}) ? 1 : 0,
		};
	}
}

sub parameter {
	my ($function, $name) = @_;
	for my $i (0 .. $#{$function->{params}}) {
		return $i if $function->{params}[$i] eq $name;
	}
	return -1;
}

# The functions that a call of `name` in a file may mean.
sub named {
	my ($name, $file) = @_;
	my @all = grep { $_->{name} eq $name } @functions;
	my @here = grep { $_->{file} eq $file } @all;
	return @here ? @here : grep { !$_->{static} } @all;
}

# What an expression can be: ['text', string], ['parameter', function, i],
# or ['unknown', expression].  What is being looked at is not asked again.
my %busy;

sub values_of {
	my ($function, $expression) = @_;
	my @branch = split_at($expression, '?');
	my $key = "$function->{file} $function->{name} $expression";

	if (@branch > 1) {
		my $rest = join '?', @branch[1 .. $#branch];
		my @two = split_at($rest, ':');
		return map { values_of($function, $_) } @two;
	}
	return map { ['text', $_] } $1 if $expression =~ /^"([a-z0-9_-]*)"$/;
	# Neither is what another struct has in a field of the same name.
	return () if $expression =~
	    /^(NULL|""|[A-Z_]+|\(struct .*|(SLICE|rec_get|arena_slice|keep)\b.*)$/s;
	my $i = parameter($function, $expression);
	return ['parameter', $function, $i] if $i >= 0;
	return () if $busy{$key};
	local $busy{$key} = 1;
	my @found = deeper($function, $expression);
	return @found ? @found : ['unknown', $expression];
}

sub deeper {
	my ($function, $expression) = @_;

	if ($expression =~ /^(\w+)\(/) {
		return map { returned($_) } named($1, $function->{file});
	}
	if ($expression =~ /(?:->|\.)(\w+)$/) {
		return field($function->{room}, $1);
	}
	if ($expression =~ /^(\w+)\[/) {
		return table($function->{file}, $1);
	}
	return $expression =~ /^\w+$/ ? variable($function, $expression) : ();
}

sub returned {
	my ($function) = @_;
	my @found;
	for my $value ($function->{body} =~ /\breturn\b\s*([^;]+);/g) {
		push @found, values_of($function, $value);
	}
	return @found;
}

# A field is what is written to a field of that name in the room.
sub field {
	my ($room, $name) = @_;
	my @found;
	for my $function (grep { $_->{room} eq $room } @functions) {
		for my $value ($function->{body} =~
		    /(?:->|\.)\Q$name\E\s*=(?!=)\s*((?:$quoted|[^;{}"'])+)/g) {
			my ($first) = split_at($value, ',');
			push @found, values_of($function, $first);
		}
	}
	return @found;
}

sub table {
	my ($file, $name) = @_;
	my @found;
	for my $list ($text{$file} =~ /\b\Q$name\E\[\w*\]\s*=\s*$braces/g) {
		push @found, map { ['text', $_] } $list =~ /"([a-z0-9_-]+)"/g;
	}
	return @found;
}

# What is assigned to it, or comes back through its address.
sub variable {
	my ($function, $name) = @_;
	my @found;
	for my $value ($function->{body} =~
	    /(?<![>.\w])\Q$name\E\s*=(?!=)\s*((?:$quoted|[^;{}"'])+);/g) {
		push @found, values_of($function, $value);
	}
	return @found, handed_over($function, "&$name");
}

# What comes back through an argument that is a pointer.
sub handed_over {
	my ($function, $argument) = @_;
	my @calls = $function->{body} =~ /\b(\w+)$parens/g;
	my @found;

	while (my ($callee, $list) = splice @calls, 0, 2) {
		next if index($list, $argument) < 0;
		my @list = split_at(substr($list, 1, -1), ',');
		for my $i (grep { $list[$_] eq $argument } 0 .. $#list) {
			push @found, map { pointed($_, $i) }
			    named($callee, $function->{file});
		}
	}
	return @found;
}

sub pointed {
	my ($function, $i) = @_;
	my $name = $function->{params}[$i] // return ();
	my $key = "$function->{file} $function->{name} *$name";
	my @found;

	return () if $busy{$key} || $function->{body} !~ /\b\Q$name\E\b/;
	local $busy{$key} = 1;
	for my $value ($function->{body} =~
	    /\*\Q$name\E\s*=(?!=)\s*([^;]+);/g) {
		push @found, values_of($function, $value);
	}
	return @found, handed_over($function, $name);
}

# Places: which parameter is the code, and what the names are: strings,
# ['parameter', i], or ['rest', i] for all variadic ones from there.
my (%place, @todo, %whys, %unknown);

sub add_place {
	my ($function, $code, $names) = @_;
	my $key = join ' ', $function->{file}, $function->{name}, $code,
	    map { ref ? "@$_" : $_ } @$names;
	return if $place{$key}++;
	push @todo, [$function->{name}, $function->{file}, $code, $names];
}

# The names that a call hands over, in terms of the caller.
sub names_of {
	my ($caller, $names, @list) = @_;
	my @found;

	for my $name (@$names) {
		if (!ref $name) {
			push @found, $name;
			next;
		}
		my ($sort, $i) = @$name;
		for (; $i < @list; $i += 2) {
			my $expression = $list[$i];
			my $at = parameter($caller, $expression);
			last if $expression eq 'NULL';
			# A va_list, or what was taken out of one.
			if ($expression =~ /^(list|args|\w+\[\d\])$/) {
				push @found, ['rest', scalar
				    grep { $_ ne '...' } @{$caller->{params}}];
				last;
			}
			push @found, $expression =~ /^"(\w+)"$/ ? $1
			    : $at >= 0 ? ['parameter', $at] : '*';
			last if $sort eq 'parameter';
		}
	}
	return \@found;
}

sub call {
	my ($caller, $code, $names, $expression, @list) = @_;

	for my $value (values_of($caller, $expression)) {
		my ($sort, $what, $i) = @$value;
		my $there = names_of($caller, $names, @list);
		if ($sort eq 'text') {
			$whys{join ' ', $what, map { ref ? '*' : $_ } @$there} = 1;
		} elsif ($sort eq 'parameter') {
			# What another function's parameters are is not known.
			$there = [map { ref ? '*' : $_ } @$there]
			    if $what != $caller;
			add_place($what, $i, $there);
		} else {
			$unknown{"$caller->{file}: $caller->{name}: $what"} = 1;
		}
	}
}

sub calls_of {
	my ($name, $file, $code, $names) = @_;
	my ($place) = named($name, $file);

	for my $caller (@functions) {
		next if index($caller->{body}, "$name(") < 0;
		for my $list ($caller->{body} =~ /(?<![>.\w])\Q$name\E$parens/g) {
			my @list = split_at(substr($list, 1, -1), ',');
			next if !defined $list[$code];
			# It may be another function of the same name.
			my ($meant) = named($name, $caller->{file});
			next if $meant && $place && $meant != $place;
			call($caller, $code, $names, $list[$code], @list);
		}
	}
}

read_file($_) for @ARGV;
push @todo, ['why_list', '', 1, [['rest', 2]]];
while (my $todo = shift @todo) {
	calls_of(@$todo);
}
# A code without arguments may be written as it is.
for my $caller (@functions) {
	for my $list ($caller->{body} =~ /\brow_text$parens/g) {
		my @list = split_at(substr($list, 1, -1), ',');
		call($caller, 2, [], $list[2], @list)
		    if $list[1] =~ /_WHY$/;
	}
}
print "$_\n" for sort keys %whys;
print "? $_\n" for sort keys %unknown;
