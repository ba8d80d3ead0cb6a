// Reads feeds with Readium's parser, which its desktop reading program has: `node read.cjs FILE…`, a line of JSON each.
"use strict";

const fs = require("fs");
const { DOMParser } = require("@xmldom/xmldom");
const { convertOpds1ToOpds2 } = require("r2-opds-js/dist/es8-es2017/src/opds/converter");
const { initGlobalConverters_GENERIC, initGlobalConverters_OPDS } = require("r2-opds-js/dist/es8-es2017/src/opds/init-globals");
const { OPDS } = require("r2-opds-js/dist/es8-es2017/src/opds/opds1/opds");
const { OPDSFeed } = require("r2-opds-js/dist/es8-es2017/src/opds/opds2/opds2");
const { TaJsonDeserialize } = require("r2-lcp-js/dist/es8-es2017/src/serializable");
const { XML } = require("r2-utils-js/dist/es8-es2017/src/_utils/xml-js-mapper");

initGlobalConverters_OPDS();
initGlobalConverters_GENERIC();

function feedIn(text) {
    if (text.startsWith("{")) return TaJsonDeserialize(JSON.parse(text), OPDSFeed);
    return convertOpds1ToOpds2(XML.deserialize(new DOMParser().parseFromString(text, "application/xml"), OPDS));
}

const list = (found) => found || [];
const rel = (link) => list(link.Rel).join(" ");

for (const file of process.argv.slice(2)) {
    const feed = feedIn(fs.readFileSync(file, "utf8"));
    console.log(JSON.stringify({
        title: feed.Metadata.Title,
        total: feed.Metadata.NumberOfItems,
        links: Object.fromEntries(list(feed.Links).map((link) => [rel(link), link.Href])),
        ways: list(feed.Navigation).map((link) => [link.Title, link.Href]),
        facets: Object.fromEntries(list(feed.Facets).map((facet) => [facet.Metadata.Title, facet.Links.length])),
        books: list(feed.Publications).map((book) => ({
            title: book.Metadata.Title,
            authors: list(book.Metadata.Author).map((author) => author.Name),
            languages: list(book.Metadata.Language),
            subjects: list(book.Metadata.Subject).map((subject) => subject.Name),
            summary: book.Metadata.Description,
            files: list(book.Links).filter((link) => rel(link).includes("acquisition")).map((link) => [link.TypeLink, link.Href]),
            pictures: list(book.Images).map((link) => link.Href),
        })),
    }));
}
