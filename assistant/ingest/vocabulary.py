"""Words that say who speaks, and capitalised words that are nobody's name.

Kept as data, apart from the rules that use them. All are compared after `names.fold`: without case,
punctuation and numbers.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.replace("\n", " ").split(",") if part.strip())


INTERVIEWER_WORDS = _words("""
    interviewer, interviewerin, moderator, moderatorin, moderatore, moderador, moderadora, modérateur, modératrice,
    researcher, ux researcher, user researcher, design researcher, lead researcher, research team, facilitator,
    facilitateur, host, co-host, cohost, podcast host, q, question, questioner, int, intv, intvr, iv, ivr, ir, iver,
    mod, fac, res, assistant, ai, ai interviewer, bot, chatbot, claude, chatgpt, gpt, model, system interviewer,
    interviewers, forscher, forscherin, enquêteur, enquêtrice, intervieweur, intervieweuse, entrevistador,
    entrevistadora, investigador, investigadora, intervistatore, intervistatrice, ricercatore, onderzoeker,
    intervjuare, intervjuer, haastattelija, ведущий, интервьюер, модератор, 采访者, 主持人, 访谈者, 问, 質問者,
    インタビュアー, 聞き手, 면접관, 진행자, المحاور, مراسل, מראיין, मॉडरेटर, usability moderator, test moderator,
    test lead, session lead, coach interviewer, note taker and moderator
""")

PARTICIPANT_WORDS = _words("""
    participant, interviewee, respondent, informant, user, customer, client, guest, answer, subject,
    patient, human, ie, part, ptc, pt, tester, test user, end user, teilnehmer, teilnehmerin, befragter, befragte,
    proband, probandin, entrevistado, entrevistada, participante, enquêté, enquêtée, répondant, répondante,
    intervistato, intervistata, partecipante, deelnemer, respondente, респондент, участник, 受访者, 被访者, 答,
    回答者, 参加者, 응답자, 참가자, المشارك, מרואיין
""")

OTHER_WORDS = _words("""
    note taker, notetaker, note-taker, observer, narrator, transcriber, transcriptionist, translator,
    interpreter, system, announcer, operator, break, sponsor, ad, ads, advertisement, intro, outro, jingle, all, both,
    everyone, everybody, group, audience, several, multiple, multiple speakers, several speakers, all speakers,
    all participants, participants, unknown, unknown speaker, unidentified, unidentified speaker,
    unidentified voice, unidentified participant, voice-over, voiceover, editor, producer
""")

GENERIC_WORDS = _words("""
    participant, interviewee, respondent, informant, user, customer, client, guest, answer, subject, patient, human,
    ie, part, ptc, pt, tester, test user, end user, a, r, p, s, speaker, voice, person, spk, spkr, sprecher, sprecherin,
    locuteur, hablante, male, female, man, woman, m, f, male speaker, female speaker, teilnehmer, teilnehmerin,
    befragter, befragte, proband, probandin, entrevistado, entrevistada, participante, enquêté, enquêtée, répondant,
    répondante, intervistato, intervistata, partecipante, deelnemer, respondente, респондент, участник, 受访者, 被访者,
    答, 回答者, 参加者, 응답자, 참가자, 说话人, 話者, 발화자, المشارك, מרואיין, anonymous, anon, a google user
""")
"""Labels that name a part, not a person; without a number they mean the file's own participant."""

NUMBERED_PEOPLE = _words("participant, respondent, interviewee, informant, subject, proband, teilnehmer, teilnehmerin")
"""Words that make a study-wide code with a number behind them: Participant 12 is the same person everywhere."""

NOT_NAMES = _words("""
    note, notes, nb, n b, re, fw, fwd, cc, bcc, subject line, example, examples, warning, caution, tip, tips,
    important, attention, remember, hint, http, https, ftp, mailto, file, url, link, links, source, sources, see,
    reference, references, figure, fig, table, chapter, section, part, appendix, page, pages, line, item, items, step,
    steps, task, tasks, day, week, month, year, phase, stage, topic, topics, theme, themes, slide, version, option,
    options, point, points, level, scenario, exercise, module, unit, lesson, session, interview, interviews, round,
    case, issue, issues, problem, problems, solution, solutions, result, results, conclusion, conclusions, summary,
    overview, introduction, background, context, discussion, method, methods, methodology, abstract, agenda, goal,
    goals, objective, objectives, aim, aims, purpose, scope, finding, findings, insight, insights, recommendation,
    recommendations, observation, observations, quote, quotes, comment, comments, feedback, action, actions,
    action items, next steps, todo, to do, follow up, follow-up, follow-ups, pro, pros, con, cons, advantage,
    advantages, disadvantage, disadvantages, strength, strengths, weakness, weaknesses, opportunity, opportunities,
    threat, threats, pain, pains, gain, gains, pain points, needs, likes, dislikes, rating, score, total, sum, average,
    price, cost, name, names, date, time, start, end, start time, end time, duration, length, location, place, venue,
    city, country, address, phone, email, e-mail, mail, tel, fax, website, web, age, gender, sex, occupation, job,
    job title, role, company, industry, education, title, subtitle, author, authors, editor's note, status, type, id,
    participant id, interview date, interview time, interview no, file name, filename, recording date, language,
    keywords, tags, tag, category, categories, label, description, details, detail, definition, key, legend, index,
    contents, table of contents, left, right, first, second, third, finally, lastly, update, edit, spoiler, disclaimer,
    copyright, monday, tuesday, wednesday, thursday, friday, saturday, sunday, january, february, march, june, july,
    august, september, october, november, december, yes, no, ok, okay, yeah, yep, nope, right, exactly, sure, correct,
    true, false, well, thanks, thank you, hi, hello, hey, bye, goodbye, great, good, fine, cool, nice, awesome, perfect,
    absolutely, definitely, totally, mm-hmm, mmhmm, mhm, mm, hmm, hm, uh-huh, um, uh, oh, ah, wow, got it, i see,
    laughs, laughter, laughing, inaudible, unintelligible, crosstalk, silence, pause, applause, music, sighs, coughs,
    deleted, redacted, anonymised, anonymized, one, two, three, four, five, before, after, then, now, today, yesterday,
    tomorrow, overall, general, other, others, misc, miscellaneous, question mark, instruction, instructions, prompt,
    probe, probes, input, output, data, code, error, info, information, debug, morning, afternoon, evening, night,
    wrong, fact, rule, bonus, idea, ideas, news, english, spoken
""")
"""Capitalised words before a colon, or alone on a line, that head a note, a list or a field."""

SENTENCE_WORDS = _words("""
    the, a, an, my, our, your, his, her, their, its, so, but, and, or, nor, if, when, whenever, while, then, because,
    since, although, though, also, what, why, how, which, who, whose, where, he, she, they, we, it, this, that, these,
    those, there, here, in, on, at, for, to, from, of, with, without, as, is, are, was, were, be, do, does, did, have,
    has, had, can, could, would, should, will you, not, just, only, some, any, all of, most, many, more, one, another,
    each, every, like, please, let, let's, i'm, it's, that's, you, maybe, perhaps, basically, actually, anyway,
    however, therefore, still, even, hi, hello, hey, dear, thanks, yes, no, okay, ok, yeah, well, good, great, new, said
""")
"""Words that open a sentence and no name."""

NAME_PARTICLES = _words("""
    de, da, do, dos, das, del, della, di, du, des, la, le, van, von, der, den, ter, ten, zu, zur, vom, bin, bint, ibn,
    al, el, ben, y, e, af, av, und, and, of, the, from
""")
"""Small words inside a name."""

NAMES_THAT_ARE_WORDS = _words("""
    will, mark, grace, rose, may, bill, rob, pat, sue, drew, frank, jack, art, chase, dean, earl, faith, gene, guy,
    hope, iris, ivy, jade, joy, june, april, summer, autumn, lily, olive, penny, ray, ruby, sky, wade, violet, amber,
    dawn, daisy, carol, don, jean, josh, max, nick, rich, sandy, skip, van, victor, cliff, clay, crystal, heather,
    holly, ginger, hazel, harmony, melody, robin, rusty, angel, august, bob, buck, christian, dale, dot, fern, ford,
    forest, gill, glen, hank, hunter, jasmine, jay, jimmy, john, kit, lance, lane, leaf, mason, mercy, mike, miles,
    norm, opal, parker, pearl, peter, phil, pierce, queen, reed, rock, roman, sage, stone, storm, tanner, taylor, tom,
    tony, trey, wren, basil, brook, cat, che, cherry, coral, dolly, echo, eve, flora, gale, gay, harry, ian, kay, kerry
""")
"""Names whose lower-case form is an ordinary word, so that its appearance in a text proves nothing."""
