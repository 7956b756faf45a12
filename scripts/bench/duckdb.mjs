// duckdb.mjs FILE: the same grouping by DuckDB, two threads, exact decimals.
// NODE_PATH does not work for modules: DUCKDB_MODULE names the package.
const { DuckDBInstance } = await import(process.env.DUCKDB_MODULE);
const db = await DuckDBInstance.create(":memory:", { threads: "2" });
const connection = await db.connect();
if (process.argv[2] === "--version") {
	const answer = await connection.runAndReadAll("select version()");
	console.log(answer.getRows()[0][0]);
} else {
	const names = process.argv[3].split(",");
	const columns = names.map((name) =>
		`'${name}': '${name === "amount" ? "DECIMAL(18,2)" : "VARCHAR"}'`);
	const answer = await connection.runAndReadAll(
		`select hall, method, count(*), sum(amount)
		from read_csv('${process.argv[2]}', header = true, delim = ',',
		columns = {${columns.join(", ")}}) group by all order by all`);
	console.log(answer.getRows().length);
}
