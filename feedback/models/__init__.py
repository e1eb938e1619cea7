from feedback.models.answers import Answer, AnswerValue
from feedback.models.surveys import Invitation, Question, Survey

__all__ = ["Answer", "AnswerValue", "Invitation", "Question", "Survey"]
