-- What each service may do with the database, and no more. Run after every migration; saying it twice is fine.
-- A row lock needs the right to update, so the worker may update one harmless column of the students it locks.
GRANT SELECT ON ${schema}.* TO ${worker};
GRANT INSERT, UPDATE ON ${schema}.request TO ${worker};
GRANT INSERT, DELETE ON ${schema}.enrollment TO ${worker};
GRANT INSERT, UPDATE (skipped), DELETE ON ${schema}.waitlist_entry TO ${worker};
GRANT INSERT, UPDATE ON ${schema}.line_opened TO ${worker};
GRANT INSERT, UPDATE ON ${schema}.number_clash TO ${worker};
GRANT INSERT, UPDATE, DELETE ON ${schema}.section_due TO ${worker};
GRANT INSERT, UPDATE, DELETE ON ${schema}.waitlist_review TO ${worker};
GRANT INSERT, UPDATE, DELETE ON ${schema}.pending_line_update TO ${worker};
GRANT INSERT, UPDATE (is_shown), DELETE ON ${schema}.seat_release TO ${worker};
GRANT INSERT, UPDATE ON ${schema}.mail TO ${worker};
GRANT INSERT, DELETE ON ${schema}.mail_batch TO ${worker};
GRANT UPDATE (taken, waitlisted, version) ON ${schema}.section TO ${worker};
GRANT UPDATE (taken, released) ON ${schema}.section_reserve TO ${worker};
GRANT UPDATE (year) ON ${schema}.student TO ${worker};
GRANT UPDATE (epoch, raised_at) ON ${schema}.line_epoch TO ${worker};

GRANT SELECT ON ${schema}.* TO ${enrollment};
GRANT UPDATE (capacity, waitlist_limit, version) ON ${schema}.section TO ${enrollment};
GRANT INSERT, UPDATE ON ${schema}.section_due TO ${enrollment};
GRANT INSERT, UPDATE, DELETE ON ${schema}.section_reserve TO ${enrollment};
GRANT INSERT, UPDATE ON ${schema}.waitlist_review TO ${enrollment};
GRANT UPDATE (rules_version) ON ${schema}.term TO ${enrollment};
GRANT INSERT ON ${schema}.rule_book TO ${enrollment};
GRANT INSERT ON ${schema}.term_seat_release TO ${enrollment};
GRANT INSERT, DELETE ON ${schema}.registration_window TO ${enrollment};
GRANT INSERT, UPDATE, DELETE ON ${schema}.rule_override TO ${enrollment};
GRANT INSERT, UPDATE, DELETE ON ${schema}.student_hold TO ${enrollment};
GRANT INSERT, UPDATE ON ${schema}.cart TO ${enrollment};
GRANT INSERT, DELETE ON ${schema}.cart_section TO ${enrollment};
GRANT INSERT, DELETE ON ${schema}.cart_bundle TO ${enrollment};
GRANT INSERT, DELETE ON ${schema}.cart_bundle_section TO ${enrollment};
GRANT INSERT, UPDATE ON ${schema}.dead_letter TO ${enrollment};
GRANT INSERT, UPDATE ON ${schema}.letter_job TO ${enrollment};
GRANT INSERT, UPDATE ON ${schema}.letter_job_item TO ${enrollment};
GRANT INSERT ON ${schema}.audit TO ${enrollment};
GRANT INSERT, UPDATE, DELETE ON ${schema}.pause TO ${enrollment};

GRANT SELECT ON ${schema}.* TO ${notifier};
GRANT UPDATE (state, attempts, claim, uncertain, since, ses_message_id, failure) ON ${schema}.mail TO ${notifier};
