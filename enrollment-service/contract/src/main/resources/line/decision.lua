-- The decision on a request as the line has it, or nil. Its text is a version, a bar and JSON.
-- KEYS: line, requests, live, counter, decisions
local function decisionOn(number)
  local text = redis.call('HGET', KEYS[5], number)
  return text and cjson.decode(string.sub(text, string.find(text, '|', 1, true) + 1))
end

-- A request that got nothing: whoever asks again asks for something new.
local function gotNothing(decision)
  return decision.state == '@REFUSED@' or decision.state == '@QUARANTINED@'
end
