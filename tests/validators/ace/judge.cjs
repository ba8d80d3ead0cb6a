// DAISY Ace over many books in one Chromium: node judge.cjs BOOK.epub ... writes one line of JSON a book.
"use strict";

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const ace = require("@daisy/ace-core");
const browser = require("@daisy/ace-axe-runner-puppeteer");

// Ace opens and closes a browser for every book; these two do it once for all.
const shared = { ...browser, launch: async () => {}, close: async () => {} };

function violations(report) {
  return report.assertions.flatMap((document) =>
    document.assertions.map((found) => ({
      where: document["earl:testSubject"].url,
      rule: found["earl:test"]["dct:title"],
      impact: found["earl:test"]["earl:impact"],
      html: (found["earl:result"].html || "").slice(0, 200),
    })),
  );
}

async function judge(book, folder) {
  const outdir = fs.mkdtempSync(path.join(folder, "report-"));
  const settings = { cwd: process.cwd(), outdir, silent: true, initLogger: true, fileName: "ace.log", lang: "en" };
  const [, report] = await ace(path.resolve(book), settings, shared);
  return { book, outcome: report["earl:result"]["earl:outcome"], violations: violations(report) };
}

async function main(books) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ace-"));
  await browser.launch();
  try {
    for (const book of books) {
      process.stdout.write(JSON.stringify(await judge(book, folder)) + "\n");
    }
  } finally {
    await browser.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
