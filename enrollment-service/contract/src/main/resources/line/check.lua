-- Checks whether a section's line has all that it was opened with.
-- Epoch @EPOCH@ is compiled in; see LineScript.
-- KEYS: line, requests, live, counter, decisions, seats, waitlist, changes, opened
-- Returns {number that was given last, 1 if earlier decisions are still to be restored else 0}.
@OPEN@
@SHOWN@
if redis.call('GET', KEYS[9]) ~= '@EPOCH@' then
  return redis.error_reply('@CLOSED@ the line lost data')
end
return {last, redis.call('HEXISTS', KEYS[5], '@UNRESTORED@')}
