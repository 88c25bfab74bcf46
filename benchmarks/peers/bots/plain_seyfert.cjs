// The plainest bot on seyfert: a button that is one row, and a private answer.

const http = require("node:http");
const https = require("node:https");
const { ApiHandler, Client, createEvent } = require("seyfert");
const { MessageFlags } = require("seyfert/lib/types");
const { Pool } = require("pg");

// seyfert's gateway is TLS on Discord's own port and nothing else: here it is led to the one that is measured. What
// comes with the first packet, it drops: on one machine that is the greeting.
const gateway = new URL(process.env.DISCORD_GATEWAY_URL);
https.request = (options) =>
  http
    .request({ ...options, port: gateway.port })
    .on("upgrade", (response, socket, head) => head.length > 0 && socket.unshift(head));

const INSERT = "INSERT INTO floor_clicks (person, channel, words) VALUES ($1, $2, $3)";
const GUILDS = 1 << 0;
const GUILD_MESSAGES = 1 << 9;

const token = process.env.DISCORD_TOKEN;
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const client = new Client({
  getRC: () => ({ token, intents: GUILDS | GUILD_MESSAGES, locations: { base: "." } }),
});
const api = new URL(process.env.DISCORD_API_URL);
client.setServices({
  rest: new ApiHandler({ token, domain: api.origin, baseUrl: api.pathname.slice(1) }),
  ...(process.env.CACHES === "smallest" ? { cache: { disabledCache: true } } : {}),
});
client.events.set([
  createEvent({
    data: { name: "interactionCreate" },
    run: async (interaction) => {
      await pool.query(INSERT, [interaction.user.id, interaction.channelId, interaction.customId]);
      await interaction.write({ content: "Noted.", flags: MessageFlags.Ephemeral });
    },
  }),
]);

client.start();
