# codes.pl FILE...: the codes of `why` that C files hand over, one a line.
#
# A call is found by its function's name; the table says at which place the
# code stands.  Both strings of a `x ? "a" : "b"` there are codes.
use strict;
use warnings;

my %place = (
	complain => 3, pay_complain => 3, apply_complain => 3,
	complain_of => 3, complain_of_two => 3, complain_fen => 3,
	complain_value => 3, complain_unknown => 3, complain_span => 2,
	complain_counter => 2, finding_why => 2, finding_not_run => 3,
	add_why => 2, remark => 3, row_why => 3, why_format => 2,
	why_list => 2,
);
# The second of two: the code for when a suggestion can be made.
my %also = (complain_unknown => 4);

my $string = qr/"(?:[^"\\]|\\.)*"/;
my $parens = qr/(\((?:[^()"']|$string|'(?:[^'\\]|\\.)'|(?1))*\))/;
my %codes;

sub arguments {
	my ($text) = @_;
	my @list = ('');
	my $depth = 0;

	while ($text =~ /\G($string|'(?:[^'\\]|\\.)'|.)/gs) {
		my $part = $1;
		$depth++ if $part eq '(' || $part eq '{';
		$depth-- if $part eq ')' || $part eq '}';
		if ($part eq ',' && $depth == 0) {
			push @list, '';
		} else {
			$list[-1] .= $part;
		}
	}
	return @list;
}

for my $file (@ARGV) {
	local $/;
	open my $in, '<', $file or die "$file: $!\n";
	my $text = <$in>;
	$text =~ s{/\*.*?\*/}{}gs;
	for my $name (keys %place) {
		while ($text =~ /\b$name$parens/g) {
			my @list = arguments(substr($1, 1, -1));
			for my $n ($place{$name}, $also{$name} // ()) {
				my $code = $list[$n - 1] // '';
				# Not what a condition compares with.
				$code =~ s/^.*?\?//s;
				while ($code =~ /"([a-z][a-z0-9_-]*)"/g) {
					$codes{$1} = 1;
				}
			}
		}
	}
}
print "$_\n" for sort keys %codes;
