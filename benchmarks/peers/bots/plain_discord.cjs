// The plainest bot on discord.js: a button that is one row, and a private answer.

const { Client, Events, GatewayIntentBits, MessageFlags, Options } = require("discord.js");
const { Pool } = require("pg");

const INSERT = "INSERT INTO floor_clicks (person, channel, words) VALUES ($1, $2, $3)";
// All that may be left out of memory; servers, their channels and roles may not.
const LEFT_OUT = [
  "ApplicationCommandManager", "ApplicationEmojiManager", "AutoModerationRuleManager", "BaseGuildEmojiManager",
  "DMMessageManager", "EntitlementManager", "GuildBanManager", "GuildEmojiManager", "GuildForumThreadManager",
  "GuildInviteManager", "GuildMemberManager", "GuildMessageManager", "GuildScheduledEventManager",
  "GuildStickerManager", "GuildTextThreadManager", "MessageManager", "PresenceManager", "ReactionManager",
  "ReactionUserManager", "StageInstanceManager", "ThreadManager", "ThreadMemberManager", "UserManager",
  "VoiceStateManager",
];
const NOTHING = Options.cacheWithLimits(Object.fromEntries(LEFT_OUT.map((manager) => [manager, 0])));

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
  rest: { api: process.env.DISCORD_API_URL.replace(/\/v10$/, "") },
  ...(process.env.CACHES === "smallest" ? { makeCache: NOTHING } : {}),
});

client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isButton()) return;
  await pool.query(INSERT, [interaction.user.id, interaction.channelId, interaction.customId]);
  await interaction.reply({ content: "Noted.", flags: MessageFlags.Ephemeral });
});

client.login(process.env.DISCORD_TOKEN);
