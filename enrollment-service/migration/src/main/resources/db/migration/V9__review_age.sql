-- Since when a place on a waitlist is to be reviewed. A review waits a little if no seat depends on it, so that many become one.
-- A TIMESTAMP, filled by the database: it is compared with the database's clock and no other, whatever the session's time zone.
ALTER TABLE waitlist_review ADD COLUMN since TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3);
