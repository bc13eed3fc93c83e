"use strict"

/** `node serve.js WISH.json`: open the shop that fill.js filled. */

const { readFileSync } = require("node:fs")
const { JobQueueService, bootstrap } = require("@vendure/core")
const { config } = require("./config.js")

const wish = JSON.parse(readFileSync(process.argv[2], "utf8"))

bootstrap(config(wish))
  .then((app) => app.get(JobQueueService).start())
  .catch((error) => {
    console.error(error)
    process.exit(1)
  })
