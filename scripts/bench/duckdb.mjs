// duckdb.mjs FILE: the same grouping by DuckDB, two threads, exact decimals.
// NODE_PATH does not work for modules: DUCKDB_MODULE names the package.
import { open } from "node:fs/promises";

const { DuckDBInstance } = await import(process.env.DUCKDB_MODULE);
const db = await DuckDBInstance.create(":memory:", { threads: "2" });
const connection = await db.connect();

async function heading(file) {
	const handle = await open(file);
	const { buffer, bytesRead } = await handle.read();
	await handle.close();
	return buffer.toString("utf8", 0, bytesRead).split("\n", 1)[0];
}

async function print(query) {
	const answer = await connection.runAndReadAll(query);
	for (const row of answer.getRows()) console.log(row.join(","));
}

const file = process.argv[2];
if (file === "--version") {
	await print("select version()");
} else {
	const columns = (await heading(file)).split(",").map((name) =>
		`'${name}': '${name === "amount" ? "DECIMAL(18,2)" : "VARCHAR"}'`);
	await print(`select hall, method, count(*), sum(amount)
		from read_csv('${file}', header = true, delim = ',',
		columns = {${columns.join(", ")}}) group by all order by all`);
}
