-- When an operator had a quarantined request decided anew: from then on it is undecided again, and first.
ALTER TABLE request ADD COLUMN reopened_at DATETIME(3) NULL;
