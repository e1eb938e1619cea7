from feedback.models.answers import Answer, AnswerDraft, AnswerValue
from feedback.models.invitations import Invitation, SurveyLink
from feedback.models.replies import AnswerReply, AnswerTag
from feedback.models.rules import FeedbackSettings, SurveyRule
from feedback.models.runs import SendingRun
from feedback.models.sentences import Sentence
from feedback.models.sittings import SentSitting
from feedback.models.surveys import Survey
from feedback.models.versions import Question, SurveyVersion

__all__ = [
    "Answer",
    "AnswerDraft",
    "AnswerReply",
    "AnswerTag",
    "AnswerValue",
    "FeedbackSettings",
    "Invitation",
    "Question",
    "SendingRun",
    "SentSitting",
    "Sentence",
    "Survey",
    "SurveyLink",
    "SurveyRule",
    "SurveyVersion",
]
