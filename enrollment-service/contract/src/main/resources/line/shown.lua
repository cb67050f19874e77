-- The same for what is shown of a section.
-- KEYS: line, requests, live, counter, decisions, seats, waitlist, changes
local seats = redis.call('HMGET', KEYS[6], 'version', 'revision', 'ranked')
local newest = redis.call('ZRANGE', KEYS[8], -1, -1, 'WITHSCORES')[2] or '0'
if not seats[1] or (seats[2] or '0') ~= newest
  or tonumber(seats[3] or '0') ~= redis.call('ZCARD', KEYS[7]) then
  return redis.error_reply('@CLOSED@ the line lost data')
end
