// Pages as a browser shows them: node look.cjs < jobs, one JSON a line; writes one line of JSON a job.
// A job: page (a file), width, font, and where wanted night, picture (a file to write), box (what to picture), contrast.
"use strict";

const fs = require("node:fs");
const { pathToFileURL } = require("node:url");
const puppeteer = require("puppeteer");

const AXE = require.resolve("@daisy/axe-core-for-ace/axe.min.js");
const FONT = '"Noto Serif", "DejaVu Serif", serif';

// As a reading system sets its reader's wishes: before the book's own sheets.
function wishes(job) {
  const night = job.night ? "html, body { background: #000 !important; color: #eee !important; }" : "";
  return `html { font: ${job.font || 20}px/1.4 ${FONT}; background: #fff; } body { margin: 0 1.2em 1em; } ${night}`;
}

async function look(browser, job) {
  const page = await browser.newPage();
  await page.setViewport({ width: job.width || 600, height: 900 });
  await page.goto(pathToFileURL(job.page).href, { waitUntil: "load" });
  if (!job.bare) {
    await page.evaluate((css) => {
      const sheet = document.createElementNS("http://www.w3.org/1999/xhtml", "style");
      sheet.textContent = css;
      document.head.prepend(sheet);
    }, wishes(job));
  }
  const seen = { page: job.page };
  if (job.contrast) {
    await page.addScriptTag({ path: AXE });
    const report = await page.evaluate(() => axe.run(document, { runOnly: ["color-contrast"] }));
    seen.violations = report.violations.flatMap((found) => found.nodes.map((node) => node.html.slice(0, 200)));
    seen.judged = report.passes.flatMap((found) => found.nodes).length;
  }
  if (job.picture) {
    const box = job.box ? await page.$(job.box) : null;
    await (box || page).screenshot({ path: job.picture, ...(box ? {} : { fullPage: true }) });
  }
  await page.close();
  return seen;
}

async function main(jobs) {
  const browser = await puppeteer.launch({ args: ["--no-sandbox", "--hide-scrollbars"], timeout: 60000 });
  try {
    for (const job of jobs) {
      process.stdout.write(JSON.stringify(await look(browser, job)) + "\n");
    }
  } finally {
    await browser.close();
  }
}

const lines = fs.readFileSync(0, "utf8").split("\n").filter(Boolean);
main(lines.map((line) => JSON.parse(line))).then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
