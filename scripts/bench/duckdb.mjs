// duckdb.mjs PAYMENTS [STATEMENTS]: the same grouping by DuckDB, two threads,
// exact decimals; with statements, of payments that have their row there.
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

async function table(file) {
	const columns = (await heading(file)).split(",").map((name) =>
		`'${name}': '${name === "amount" ? "DECIMAL(18,2)" : "VARCHAR"}'`);
	return `read_csv('${file}', header = true, delim = ',',
		columns = {${columns.join(", ")}})`;
}

const [file, statements] = process.argv.slice(2);
if (file === "--version") {
	await print("select version()");
} else {
	const join = statements
		? `join ${await table(statements)} s
			on s.ref = p.ref and s.amount = p.amount` : "";
	await print(`select p.hall, p.method, count(*), sum(p.amount)
		from ${await table(file)} p ${join} group by all order by all`);
}
