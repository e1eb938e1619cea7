"""Which tables of feedback a backup carries."""

from crm.backup.carried import SECRET, WORK

CARRIED = (
    "feedback.FeedbackSettings",
    "feedback.Survey",
    "feedback.SurveyVersion",
    "feedback.Question",
    "feedback.SurveyRule",
    "feedback.SurveyLink",
    "feedback.Invitation",
    "feedback.Answer",
    "feedback.AnswerValue",
    "feedback.AnswerTag",
    "feedback.AnswerTag_answers",
    "feedback.AnswerReply",
    "feedback.Sentence",
)
LEFT = {"feedback.AnswerDraft": SECRET, "feedback.SendingRun": WORK, "feedback.SentSitting": WORK}
