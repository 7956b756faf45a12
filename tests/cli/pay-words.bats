# hall-pay words.
load helper

@test "amounts are said in the words of a cheque" {
	run --separate-stderr hall-pay words 1409.50 6,007.14 0
	expect 0 $'壹仟肆佰零玖元伍角\n陆仟零柒元壹角肆分\n零元整'
	run --separate-stderr hall-pay words -- -20
	expect 0 "负贰拾元整"
}

@test "what is no amount has no words" {
	run --separate-stderr hall-pay words 12.30 12.3.4
	[ "$status" -eq 2 ]
	[ "$output" = "" ]
	[ "${stderr_lines[0]}" = "hall-pay: '12.3.4' is not an amount; write 12.30" ]
	run -4 bash -c 'hall-pay words 1 >/dev/full'
}
