"""discord.py as people usually write it: a lasting view whose buttons each open a session of SQLAlchemy."""

import os

import discord
import yarl
from discord.ext import commands
from sqlalchemy import BigInteger, Text
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SMALLEST = {
    "max_messages": None,
    "member_cache_flags": discord.MemberCacheFlags.none(),
    "chunk_guilds_at_startup": False,
}
discord.http.Route.BASE = os.environ["DISCORD_API_URL"]
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])

engine = create_async_engine(os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+asyncpg://"))
session_maker = async_sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Click(Base):
    __tablename__ = "usual_clicks"

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(BigInteger)
    channel: Mapped[int] = mapped_column(BigInteger)
    words: Mapped[str] = mapped_column(Text)


class Choice(discord.ui.Button["Buttons"]):
    async def callback(self, interaction: discord.Interaction) -> None:
        async with session_maker() as session:
            session.add(Click(person=interaction.user.id, channel=interaction.channel_id, words=self.custom_id))
            await session.commit()
        await interaction.response.send_message("Noted.", ephemeral=True)


class Buttons(discord.ui.View):
    def __init__(self, custom_ids: list[str]) -> None:
        super().__init__(timeout=None)
        for custom_id in custom_ids:
            self.add_item(Choice(label=custom_id, custom_id=custom_id))


class Bot(commands.Bot):
    async def setup_hook(self) -> None:
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        self.add_view(Buttons(os.environ["CUSTOM_IDS"].split(" ")))


intents = discord.Intents(guilds=True, guild_messages=True)
caches = SMALLEST if os.environ["CACHES"] == "smallest" else {}
Bot("!", intents=intents, **caches).run(os.environ["DISCORD_TOKEN"], log_handler=None)
