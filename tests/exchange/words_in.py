"""The words of a file of any format, for tests of what stands in it."""

import io
import json
import zipfile

import pyarrow.parquet


def words_in(file: bytes) -> str:
    """The text of a file; of a zip that of all its files, of Parquet its rows as JSON."""
    if file.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(file)) as packed:
            return "".join(name + words_in(packed.read(name)) for name in packed.namelist())
    if file.startswith(b"PAR1"):
        table = pyarrow.parquet.ParquetFile(io.BytesIO(file)).read()
        return "".join(json.dumps(row, ensure_ascii=False, default=str) for row in table.to_pylist())
    return file.decode()
