-- Checks whether a section's line has all that it was opened with.
-- Epoch @EPOCH@ is compiled in; see LineScript.
-- KEYS: line, requests, live, counter, decisions, seats, waitlist, news, opened
-- Returns the number that was given last.
@OPEN@
local seats = redis.call('HMGET', KEYS[6], 'version', 'told', 'ranked')
local newest = redis.call('ZRANGE', KEYS[8], -1, -1, 'WITHSCORES')[2] or '0'
if not seats[1] or (seats[2] or '0') ~= newest
  or tonumber(seats[3] or '0') ~= redis.call('ZCARD', KEYS[7])
  or redis.call('GET', KEYS[9]) ~= '@EPOCH@' then
  return redis.error_reply('@CLOSED@ the line lost data')
end
return last
