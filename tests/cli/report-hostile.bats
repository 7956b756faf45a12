# What hostile text in records can do to a report: nothing.
load helper

# A void whose reason is the first operand.
day_with() {
	printf '#day,id,time,hall,staff,event,reason,day,shift,seq\n'
	printf 'day,2026-11-02,2026-11-02T08:00:00+08:00,H01,,open,,2026-11-02,,1\n'
	printf '#void,id,time,hall,staff,counter,payment,amount,method,reason,day,shift,seq\n'
	printf 'void,V1,2026-11-02T09:50:00+08:00,H01,S02,C02,P1,1.00,cash,"%b",2026-11-02,,2\n' "$1"
}

@test "markup in a record stays text in the page" {
	day_with '<script>alert(1)</script><img src=x onerror=""y""> &lt; '"'" >day.csv
	run -3 hall-report daily --section voids --format html day.csv
	[[ $output != *"<script"* && $output != *"<img"* ]]
	[[ $output == *"&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&quot;y&quot;&gt; &amp;lt; &#39;"* ]]
}

@test "the page loads nothing and runs nothing" {
	day_with x >day.csv
	run -3 hall-report daily --format html day.csv
	[[ $output == *"default-src 'none'; style-src 'unsafe-inline'"* ]]
	[[ $output != *"http:"* && $output != *"https:"* && $output != *"url("* ]]
	[[ $output != *"<script"* && $output != *"@import"* ]]
}

@test "a formula in a record is harmless in a spreadsheet" {
	for text in '=1+1' '+1+1' '-1+1' '@SUM(1)' '＝1+1'; do
		day_with "$text" >day.csv
		run -3 hall-report daily --section voids --format csv day.csv
		[[ ${lines[1]} == *",'$(printf '%b' "$text"),"* ]]
		run -3 hall-report daily --format csv day.csv
		[[ $output == *",'$(printf '%b' "$text"),"* ]]
	done
	day_with '\t=1' >day.csv
	run -3 hall-report daily --format csv day.csv
	[[ $output == *",'"$'\t'"=1,"* ]]
	# Numbers are numbers.
	day_with '-12.50' >day.csv
	run -3 hall-report daily --section voids --format csv day.csv
	[[ ${lines[1]} == *",-12.50,"* ]]
}

@test "control characters and turned text do not reach the terminal" {
	day_with 'a\033[31mb\007c\0302\0233d\0342\0200\0256e' >day.csv
	run -3 hall-report daily --section voids day.csv
	[[ $output == *"a�[31mb�c�d�e"* ]]
	[[ $output != *$'\033'* && $output != *$'\u202e'* ]]
	run -3 hall-report daily --section voids --format html day.csv
	[[ $output == *"a�[31mb�c�d�e"* ]]
}

@test "the line of status is safe, whatever hall and tool are called" {
	printf '#day,id,time,hall,event,day,seq\nday,2026-11-02,2026-11-02T08:00:00+08:00,"H\033[2J",open,2026-11-02,1\n' >day.csv
	printf '#stage,tool,version,config,as_of,lines,faults,worst\nstage,"x\033c",1,,,1,0,4\n' >>day.csv
	run -4 hall-report status day.csv
	[[ $output == "2026-11-02 H�[2J INCOMPLETE: "*"x�c ended with status 4"* ]]
}

@test "JSON stays valid whatever a record holds" {
	day_with 'q""u\\\\o\033t\0177e' >day.csv
	run -3 hall-report daily --section voids --format json day.csv
	[[ $output == *'q\"u\\\\o\u001bt\u007fe'* ]]
	printf '%s\n' "$output" | mlr --json cat >/dev/null
}

@test "a very long text is cut in the table for a terminal" {
	day_with "$(printf '国%.0s' {1..3000})" >day.csv
	run -3 hall-report daily --section voids day.csv
	while IFS= read -r line; do
		[ "${#line}" -le 300 ]
	done <<<"$output"
	[[ $output == *"国国…"* ]]
}

@test "personal data are masked in reports, selections and explanations" {
	cat >day.csv <<-'END'
	#customer,id,time,hall,staff,name,class,grade,phone,id_no,address,day,shift,seq
	customer,U1,2026-11-02T08:00:00+08:00,H01,S01,王小明,,,13812345678,310101199001011234,上海市黄浦区人民路10号,2026-11-02,,1
	END
	run --separate-stderr hall-report select customer --columns id,name,phone,id_no,address day.csv
	expect 0 $'id,name,phone,id_no,address\nU1,王**,138****5678,310********1234,上海市黄浦区******'
	run --separate-stderr hall-report figures --kind customer --by phone day.csv
	[ "$status" -eq 0 ]
	[[ $output != *13812345678* && $output == *"phone=138****5678"* ]]
	run --separate-stderr hall-report explain figures/2026-11-02/customer/count/ day.csv
	[[ $output != *13812345678* && $output == *"138****5678"* ]]
	printf 'hall: {id: H01}\nprivacy: {mask: [name]}\n' >hall.yaml
	run --separate-stderr hall-report select customer --columns name,phone day.csv
	expect 0 $'name,phone\n王**,13812345678'
}
