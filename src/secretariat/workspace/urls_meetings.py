"""Addresses of meetings."""

from __future__ import annotations

from django.urls import path

from .views import (
    meetings,
    meetings_agenda,
    meetings_attendance,
    meetings_calendar,
    meetings_invitations,
    meetings_plan,
    meetings_procedure,
    meetings_reply,
    meetings_series,
)

urlpatterns = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/plan/", meetings_plan.plan, name="plan-meeting"),
    path("meetings/month/", meetings_calendar.month, name="meetings-month"),
    path("meetings/coming.ics", meetings_calendar.coming, name="meetings-calendar"),
    path("meetings/series/", meetings_series.all_series, name="series-list"),
    path("meetings/series/<int:pk>/", meetings_series.series, name="series"),
    path("meetings/templates/new/", meetings_series.template, name="new-meeting-template"),
    path("meetings/templates/<int:pk>/", meetings_series.template, name="meeting-template"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/meeting.ics", meetings_calendar.one, name="meeting-calendar"),
    path("meetings/<int:pk>/change/", meetings_plan.change, name="change-meeting"),
    path("meetings/<int:pk>/step/<slug:what>/", meetings_plan.step, name="meeting-step"),
    path("meetings/<int:pk>/agenda/", meetings_agenda.view, name="agenda"),
    path("meetings/<int:pk>/agenda/edit/", meetings_agenda.edit, name="agenda-edit"),
    path("meetings/<int:pk>/agenda.<slug:name>", meetings_agenda.download, name="agenda-download"),
    path("meetings/<int:pk>/papers/", meetings_agenda.papers, name="papers"),
    path("meetings/<int:pk>/papers/<int:paper>/", meetings_agenda.paper_file, name="paper-file"),
    path("meetings/<int:pk>/invitations/", meetings_invitations.invitations, name="invitations"),
    path("meetings/<int:pk>/invitation.ics", meetings_invitations.calendar_file, name="invitation-calendar"),
    path("meetings/<int:pk>/reply/<int:invitation>/", meetings_reply.own, name="reply"),
    path("meetings/<int:pk>/attendance/", meetings_attendance.attendance, name="attendance"),
    path("meetings/<int:pk>/procedure/<slug:what>/", meetings_procedure.act, name="procedure"),
    path("reply/<str:token>/", meetings_reply.by_link, name="reply-by-link"),
    path("reply/<str:token>/meeting.ics", meetings_reply.calendar_file, name="reply-calendar"),
]
