// The plainest bot on oceanic.js: a button that is one row, and a private answer.

const { Client, MessageFlags } = require("oceanic.js");
const { Pool } = require("pg");

const INSERT = "INSERT INTO floor_clicks (person, channel, words) VALUES ($1, $2, $3)";

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const client = new Client({
  auth: `Bot ${process.env.DISCORD_TOKEN}`,
  gateway: { intents: ["GUILDS", "GUILD_MESSAGES"] },
  rest: { baseURL: process.env.DISCORD_API_URL },
  disableCache: process.env.CACHES === "smallest" ? "no-warning" : false,
});

client.on("interactionCreate", async (interaction) => {
  if (!interaction.isComponentInteraction()) return;
  await pool.query(INSERT, [interaction.user.id, interaction.channelID, interaction.data.customID]);
  await interaction.createMessage({ content: "Noted.", flags: MessageFlags.EPHEMERAL });
});

client.connect();
