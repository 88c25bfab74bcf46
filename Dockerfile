# The requirements have the extras xlsx and parquet: whoever runs an image adds nothing to it.
# The Python that all of Crux is tested on. Tag and digest are renewed together, here and below:
# docker buildx imagetools inspect python:3.11-slim-trixie
FROM python:3.11.17-slim-trixie@sha256:45037981b62b34b44602584fccbc4d884d5f7dc92c7ee86bb38a698a79fe1e51 AS build
WORKDIR /crux
RUN python -m venv /opt/crux
COPY requirements-uv.txt requirements.txt ./
RUN python -m pip install --no-cache-dir --require-hashes -r requirements-uv.txt \
 && VIRTUAL_ENV=/opt/crux uv pip install --no-cache --compile-bytecode --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY cogs cogs
COPY migrations migrations
RUN VIRTUAL_ENV=/opt/crux uv pip install --no-cache --compile-bytecode --no-deps --no-build-isolation .

FROM python:3.11.17-slim-trixie@sha256:45037981b62b34b44602584fccbc4d884d5f7dc92c7ee86bb38a698a79fe1e51
RUN useradd --system --uid 10001 --create-home crux
COPY --from=build /opt/crux /opt/crux
ENV PATH=/opt/crux/bin:$PATH PYTHONUNBUFFERED=1 CRUX_METRICS_PORT=9464
USER crux
WORKDIR /home/crux
# Whether its event loop answers, not whether Discord does: starting it anew would not bring Discord back.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-m", "bot.monitoring.health"]
# `crux run` migrates first, and stops cleanly on SIGTERM: it is process 1 here, with no shell around it.
STOPSIGNAL SIGTERM
CMD ["crux", "run"]
