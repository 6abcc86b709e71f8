# One image for web, worker, beat and set-up. docker-compose.yml says which of them a container is.
FROM python:3.13-slim-trixie

RUN apt-get update \
    && apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=bti.settings.prod
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

COPY . .
# Static files get their hashed names here. The values below serve nobody and are not kept.
RUN SECRET_KEY=bygging STAFETT_AKTOER_NOEKKEL=00 STAFETT_FELTNOEKKEL=bygging ALLOWED_HOSTS=bygging \
    DATABASE_URL=postgresql://bygging@/bygging REDIS_URL=redis://bygging \
    python manage.py collectstatic --noinput -v 0

# Where the worker adds the anchors of the record; a volume takes this folder's owner.
RUN mkdir /ankere && chown 10001:10001 /ankere

# Nobody in particular, who owns nothing else in the image.
USER 10001:10001
EXPOSE 8000
CMD ["python", "-m", "granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--respawn-failed-workers", "--no-access-log", "bti.wsgi:application"]
