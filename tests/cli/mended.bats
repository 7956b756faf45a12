#!/usr/bin/env bats
# A stage that told of faults, in a stream in which they are mended by now.

load helper

test_setup() {
	printf '%s\n' '#payment,id,time,hall,staff,amount,method,day,seq' \
	    'payment,P1,2026-11-02T09:00:00+08:00,H01,S01,1O.00,card,2026-11-02,1' >bad.csv
	hall-pay bad.csv >folded 2>told || [ $? -eq 3 ]
	digest=$(grep '^fault,' folded | cut -d, -f11)
	line=payment,P1,2026-11-02T09:00:00+08:00,H01,S01,,,,,,,,,,,card,,,,10.00,,,,,
	printf '%s\n' '#correct,id,time,hall,staff,of,column,was,is,replacement,reason,approved_by,day,seq' \
	    "correct,C1,2026-11-02T10:00:00+08:00,H01,S10,$digest,,,,\"$line\",typing,,2026-11-02,2" >mend.csv
}

@test "its status counts while a fault is open" {
	run --separate-stderr hall-report select payment folded
	[ "$status" -eq 3 ]
}

@test "once all are mended it counts no longer" {
	run --separate-stderr hall-report select payment --columns id,amount \
	    folded mend.csv
	[ "$status" -eq 0 ]
}

@test "a fault that was left out on the way is not taken for mended" {
	grep -v '^fault,' folded >lost
	run --separate-stderr hall-report select payment lost mend.csv
	[ "$status" -eq 3 ]
}
